/** One picture with everything a decoder needs for it: the NAL units between two pictures, without start codes. */
export interface AccessUnit {
  readonly nals: readonly Buffer[];
  /** Whether decoding can begin here. */
  readonly key: boolean;
}

/** An H.264 stream ready to be sent in a loop. */
export interface H264Clip {
  readonly units: readonly AccessUnit[];
  readonly sps: Buffer;
  readonly pps: Buffer;
  readonly framesPerSecond: number;
}

const SLICE = 1;
const IDR_SLICE = 5;
const SPS = 7;
const PPS = 8;
const DELIMITER = 9;

/**
 * Splits an Annex-B stream (ITU-T H.264 annex B) of one slice per picture into access units. Throws when it has no
 * parameter sets or does not begin with a key picture, because no decoder could start.
 */
export function parseAnnexB(stream: Buffer, framesPerSecond: number): H264Clip {
  const units: AccessUnit[] = [];
  let nals: Buffer[] = [];
  let sps: Buffer | undefined;
  let pps: Buffer | undefined;
  for (const nal of splitNals(stream)) {
    const type = (nal[0] ?? 0) & 31;
    if (type === DELIMITER) continue;
    if (type === SPS) sps ??= nal;
    if (type === PPS) pps ??= nal;
    nals.push(nal);
    if (type === SLICE || type === IDR_SLICE) {
      units.push({ nals, key: type === IDR_SLICE });
      nals = [];
    }
  }
  if (!sps || sps.length < 4 || !pps || !units[0]?.key) throw new Error('not an H.264 stream that can be started');
  return { units, sps, pps, framesPerSecond };
}

function* splitNals(stream: Buffer): Generator<Buffer> {
  const startCode = Buffer.from([0, 0, 1]);
  let at = stream.indexOf(startCode);
  while (at >= 0) {
    const begin = at + startCode.length;
    at = stream.indexOf(startCode, begin);
    let end = at < 0 ? stream.length : at;
    // Zero bytes before a start code belong to it.
    while (end > begin && stream[end - 1] === 0) end -= 1;
    if (end > begin) yield stream.subarray(begin, end);
  }
}
