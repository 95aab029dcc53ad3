import type { types } from 'mediasoup-client';

/**
 * Up-link simulcast of domain.md §2.2: about 150, 512 and 2048 kbit/s at a quarter, half and full size; the big screen
 * pulls the top layer, phones the middle one.
 */
export const CAMERA_ENCODINGS: types.RtpEncodingParameters[] = [
  { rid: 'q', scaleResolutionDownBy: 4, maxBitrate: 150_000, scalabilityMode: 'L1T3' },
  { rid: 'h', scaleResolutionDownBy: 2, maxBitrate: 512_000, scalabilityMode: 'L1T3' },
  { rid: 'f', scaleResolutionDownBy: 1, maxBitrate: 2_048_000, scalabilityMode: 'L1T3' },
];

/** What all three layers take together up to each of them, kbit/s. */
const LAYERS_TOGETHER_KBPS = [150, 662, 2710] as const;

/** [MEDIA12] The same three layers within one stream; the upper ones are predicted from the lower in key frames alone. */
export const LAYERED_ENCODINGS: types.RtpEncodingParameters[] = [
  { maxBitrate: LAYERS_TOGETHER_KBPS[2] * 1000, scalabilityMode: 'L3T3_KEY' },
];

/** The one stream as far as a layer, none at -1: with less to spend the encoder itself leaves the upper layers out. */
export function layeredUpTo(topLayer: number): Partial<RTCRtpEncodingParameters> {
  const kbps = LAYERS_TOGETHER_KBPS[topLayer];
  return kbps === undefined ? { active: topLayer >= 0 } : { active: true, maxBitrate: kbps * 1000 };
}

/** [MEDIA9] A shown screen: its full size for reading, a quarter of the pixels for a narrow line. */
export const SCREEN_ENCODINGS: types.RtpEncodingParameters[] = [
  { rid: 'l', scaleResolutionDownBy: 2, maxBitrate: 400_000, scalabilityMode: 'L1T1' },
  { rid: 'f', scaleResolutionDownBy: 1, maxBitrate: 2_500_000, scalabilityMode: 'L1T1' },
];

/**
 * In-band FEC and DTX; mono speech. Lost packets are not asked for again (`opusNack`): at 10 % loss and 100 ms there and
 * back FEC alone leaves 3 % of speech to be concealed; with it that is 0, but one hears a quarter of a second later
 * (measured: 790 in place of 530 ms in the receiver's buffer).
 */
export const AUDIO_CODEC_OPTIONS: types.ProducerCodecOptions = { opusFec: true, opusDtx: true, opusStereo: false };
