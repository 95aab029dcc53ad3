import { z } from 'zod';

/** Codecs of pictures that a room carries. */
export const VideoCodec = z.enum(['vp8', 'h264', 'vp9']);
export type VideoCodec = z.infer<typeof VideoCodec>;

/** What every browser has to decode (RFC 7742), so nobody need be asked for it. */
export const UNIVERSAL_CODECS: readonly VideoCodec[] = ['vp8', 'h264'];

/** What the site prefers, as its settings say. */
export interface CodecWish {
  /** All layers within one stream, where everybody decodes it. */
  readonly layered: boolean;
  readonly h264: boolean;
}

export function videoCodecOf(mimeType: string): VideoCodec | null {
  return VideoCodec.safeParse(mimeType.toLowerCase().replace(/^video\//u, '')).data ?? null;
}

/** [MEDIA12] What everybody in a room decodes, whoever sends; in a room without anybody, everything. */
export function decodedByAll(people: readonly (readonly VideoCodec[])[]): VideoCodec[] {
  return VideoCodec.options.filter((codec) =>
    people.every((decodes) => UNIVERSAL_CODECS.includes(codec) || decodes.includes(codec)),
  );
}

/**
 * [MEDIA6] [MEDIA12] The codec a picture is sent in: the first that the site prefers, this device encodes and everybody
 * decodes. A shown screen keeps to what every browser has, since its two layers are made for reading.
 */
export function codecToSend(
  wish: CodecWish,
  able: {
    readonly encodes: readonly VideoCodec[];
    readonly decoded: readonly VideoCodec[];
    readonly isScreen: boolean;
  },
): VideoCodec {
  const preferred: VideoCodec[] = [];
  if (wish.layered && !able.isScreen) preferred.push('vp9');
  if (wish.h264) preferred.push('h264');
  return preferred.find((codec) => able.encodes.includes(codec) && able.decoded.includes(codec)) ?? 'vp8';
}

/** Whether the layers of a picture travel in one stream (SVC) instead of one stream each (simulcast). */
export function isLayered(codec: VideoCodec): boolean {
  return codec === 'vp9';
}
