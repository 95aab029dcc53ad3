import type { types } from 'mediasoup';

const h264 = (profileLevelId: string): types.RouterRtpCodecCapability => ({
  kind: 'video',
  mimeType: 'video/H264',
  clockRate: 90_000,
  parameters: {
    'packetization-mode': 1,
    'profile-level-id': profileLevelId,
    'level-asymmetry-allowed': 1,
    'x-google-start-bitrate': 1000,
  },
});

/**
 * What a room's router speaks: Opus with in-band FEC and DTX, VP8, and H.264 in Baseline, Main and High, since camera
 * producers are refused unless their own profile is listed (measured with mediasoup 3.27.1). VP9 comes last: it
 * is sent only where the site wants it and everybody decodes it. [MEDIA12]
 */
export const ROUTER_CODECS: types.RouterRtpCodecCapability[] = [
  { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2, parameters: { useinbandfec: 1, usedtx: 1 } },
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000, parameters: { 'x-google-start-bitrate': 1000 } },
  h264('42e01f'),
  h264('4d0032'),
  h264('640032'),
  { kind: 'video', mimeType: 'video/VP9', clockRate: 90_000, parameters: { 'profile-id': 0 } },
];

const ABS_CAPTURE_TIME = 'http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time';

/**
 * Capabilities given to clients, without `abs-capture-time`: with it the worker takes capture times from an extension
 * that Chromium's simulcast streams do not carry on every layer, and every consumer stays on the lowest layer for ever.
 */
export function clientCapabilities(capabilities: types.RtpCapabilities): types.RtpCapabilities {
  return {
    ...capabilities,
    headerExtensions: (capabilities.headerExtensions ?? []).filter((extension) => extension.uri !== ABS_CAPTURE_TIME),
  };
}
