import { randomInt } from 'node:crypto';
import type { AccessUnit } from './annex-b.js';

const PAYLOAD_TYPE = 96;
/** Largest payload of one packet; below an Ethernet frame, as cameras send. */
const MAX_PAYLOAD_BYTES = 1400;
const CLOCK_RATE = 90_000;
/** Seconds between the epochs of NTP (1900) and Unix (1970). */
const NTP_OFFSET_SECONDS = 2_208_988_800;
const FU_A = 28;

/** Numbers and stamps of one RTP session (RFC 3550, RFC 6184), as frames to be interleaved in the RTSP connection. */
export class RtpStream {
  readonly ssrc = randomInt(2 ** 31);
  readonly #channel: number;
  readonly #firstTimestamp = randomInt(2 ** 31);
  #sequence = randomInt(2 ** 16);

  constructor(channel: number) {
    this.#channel = channel;
  }

  /** Packets of one picture, `seconds` after the beginning of the session. */
  packets(unit: AccessUnit, seconds: number): Buffer {
    const timestamp = this.#timestamp(seconds);
    const last = unit.nals.length - 1;
    return Buffer.concat(unit.nals.flatMap((nal, index) => this.#packNal(nal, timestamp, index === last)));
  }

  /** Sender report that ties the session's time to the wall clock. */
  report(seconds: number, epochMs: number): Buffer {
    const report = Buffer.alloc(28);
    report.writeUInt32BE(0x80c80006, 0);
    report.writeUInt32BE(this.ssrc, 4);
    report.writeUInt32BE((Math.floor(epochMs / 1000) + NTP_OFFSET_SECONDS) % 2 ** 32, 8);
    report.writeUInt32BE(Math.floor(((epochMs % 1000) / 1000) * 2 ** 32), 12);
    report.writeUInt32BE(this.#timestamp(seconds), 16);
    return interleave(this.#channel + 1, report);
  }

  #timestamp(seconds: number): number {
    return (this.#firstTimestamp + Math.round(seconds * CLOCK_RATE)) % 2 ** 32;
  }

  #packNal(nal: Buffer, timestamp: number, endsPicture: boolean): Buffer[] {
    if (nal.length <= MAX_PAYLOAD_BYTES) return [this.#packet(nal, timestamp, endsPicture)];
    const header = nal[0] ?? 0;
    const packets: Buffer[] = [];
    const step = MAX_PAYLOAD_BYTES - 2;
    for (let at = 1; at < nal.length; at += step) {
      const isLast = at + step >= nal.length;
      const mark = (at === 1 ? 0x80 : 0) | (isLast ? 0x40 : 0);
      const fragment = Buffer.from([(header & 0xe0) | FU_A, (header & 31) | mark]);
      const payload = Buffer.concat([fragment, nal.subarray(at, at + step)]);
      packets.push(this.#packet(payload, timestamp, endsPicture && isLast));
    }
    return packets;
  }

  #packet(payload: Buffer, timestamp: number, marker: boolean): Buffer {
    const head = Buffer.alloc(12);
    this.#sequence = (this.#sequence + 1) & 0xffff;
    head[0] = 0x80;
    head[1] = (marker ? 0x80 : 0) | PAYLOAD_TYPE;
    head.writeUInt16BE(this.#sequence, 2);
    head.writeUInt32BE(timestamp, 4);
    head.writeUInt32BE(this.ssrc, 8);
    return interleave(this.#channel, head, payload);
  }
}

function interleave(channel: number, ...parts: Buffer[]): Buffer {
  const head = Buffer.alloc(4);
  head[0] = 0x24;
  head[1] = channel;
  head.writeUInt16BE(
    parts.reduce((sum, part) => sum + part.length, 0),
    2,
  );
  return Buffer.concat([head, ...parts]);
}
