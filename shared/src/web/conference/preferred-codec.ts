import type { types } from 'mediasoup-client';
import { codecToSend, videoCodecOf, type VideoCodec } from '../../features/conference/codec.rules.js';
import { layeredCodec, preferH264 } from '../../features/conference/media.settings.js';
import { siteSettings, type Connection } from '../connection/index.js';

/** What this browser decodes, as it says itself; a browser that says nothing decodes what everyone does. */
export function decodedHere(): VideoCodec[] {
  const codecs = RTCRtpReceiver.getCapabilities('video')?.codecs ?? [];
  return [...new Set(codecs.flatMap(({ mimeType }) => videoCodecOf(mimeType) ?? []))];
}

/** [MEDIA6] [MEDIA12] The codec a picture is sent in: what the site prefers, this device encodes and the room decodes. */
export function preferredCodec(
  connection: Connection,
  able: {
    readonly capabilities: types.RtpCapabilities;
    readonly decoded: readonly VideoCodec[];
    readonly isScreen: boolean;
  },
): { name: VideoCodec; codec?: types.RtpCodecCapability } {
  const settings = siteSettings(connection);
  const codecs = able.capabilities.codecs ?? [];
  const encodes = codecs.flatMap(({ mimeType }) => videoCodecOf(mimeType) ?? []);
  const wish = { layered: settings.get(layeredCodec) !== 0, h264: settings.get(preferH264) !== 0 };
  const name = codecToSend(wish, { ...able, encodes });
  const codec = codecs.find(({ mimeType }) => videoCodecOf(mimeType) === name);
  return codec ? { name, codec } : { name };
}
