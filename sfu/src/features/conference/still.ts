import { AppError } from '@haigang/shared/kernel/errors';

const START_OF_IMAGE = Buffer.from([0xff, 0xd8, 0xff]);
const END_OF_IMAGE = Buffer.from([0xff, 0xd9]);

/**
 * [LADDER3] Refuses what is no JPEG by its own bytes, or larger than allowed: `invalid_input conference.still-refused`.
 * What is inside is for the receiving browsers' decoders, which take such pictures from everywhere.
 */
export function checkStill(base64: string, maxBytes: number): void {
  const bytes = Buffer.from(base64, 'base64');
  const isJpeg =
    bytes.subarray(0, START_OF_IMAGE.length).equals(START_OF_IMAGE) &&
    bytes.subarray(-END_OF_IMAGE.length).equals(END_OF_IMAGE);
  if (isJpeg && bytes.length <= maxBytes) return;
  throw new AppError('invalid_input', 'conference.still-refused', `a JPEG of at most ${maxBytes} bytes is needed`);
}
