/** What a class A ship says of its motion; the standard's "not available" is null. */
export interface EncodedPositionReport {
  readonly mmsi: number;
  readonly navigationStatusCode: number;
  readonly lat: number;
  readonly lon: number;
  readonly speedKnots: number | null;
  readonly courseDeg: number | null;
  readonly headingDeg: number | null;
}

/** What a class A ship says of itself and its voyage. */
export interface EncodedStaticData {
  readonly mmsi: number;
  readonly imo: number;
  readonly callSign: string;
  readonly name: string;
  readonly shipTypeCode: number;
  readonly lengthMetres: number;
  readonly beamMetres: number;
  readonly draughtMetres: number;
  readonly destination: string;
}

const SIX_BIT_TEXT = '@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_ !"#$%&\'()*+,-./0123456789:;<=>?';
const SINGLE_SENTENCE_CHARACTERS = 60;

/** Type 1 (ITU-R M.1371 table 48) as one `!AIVDM` sentence. */
export function encodePositionReport(report: EncodedPositionReport, utcSecond: number): string[] {
  const bits = new BitWriter();
  bits.uint(1, 6).uint(0, 2).uint(report.mmsi, 30).uint(report.navigationStatusCode, 4);
  // Rate of turn: -128 is "not available".
  bits.uint(128, 8);
  bits.uint(report.speedKnots === null ? 1023 : Math.min(1022, Math.round(report.speedKnots * 10)), 10);
  bits
    .uint(1, 1)
    .int(Math.round(report.lon * 600_000), 28)
    .int(Math.round(report.lat * 600_000), 27);
  bits.uint(report.courseDeg === null ? 3600 : Math.round(report.courseDeg * 10) % 3600, 12);
  bits.uint(report.headingDeg === null ? 511 : Math.round(report.headingDeg) % 360, 9);
  bits.uint(utcSecond, 6).uint(0, 2).uint(0, 3).uint(0, 1).uint(0, 19);
  return sentences(bits, 0);
}

/** Type 5 (table 52) as two sentences; `sequenceId` 0–9 keeps parts of different messages apart. */
export function encodeStaticData(ship: EncodedStaticData, sequenceId: number): string[] {
  const bits = new BitWriter();
  bits.uint(5, 6).uint(0, 2).uint(ship.mmsi, 30).uint(0, 2).uint(ship.imo, 30);
  bits.text(ship.callSign, 7).text(ship.name, 20).uint(ship.shipTypeCode, 8);
  const bow = Math.floor(ship.lengthMetres / 2);
  const port = Math.floor(ship.beamMetres / 2);
  bits
    .uint(bow, 9)
    .uint(ship.lengthMetres - bow, 9)
    .uint(port, 6)
    .uint(ship.beamMetres - port, 6);
  // Position device GPS; ETA not available (month 0, day 0, hour 24, minute 60).
  bits.uint(1, 4).uint(0, 4).uint(0, 5).uint(24, 5).uint(60, 6);
  bits
    .uint(Math.round(ship.draughtMetres * 10), 8)
    .text(ship.destination, 20)
    .uint(0, 1)
    .uint(0, 1);
  return sentences(bits, sequenceId);
}

/** XOR of everything between `!` and `*`, two upper-case hexadecimal digits (IEC 61162-1). */
export function nmeaChecksum(body: string): string {
  let sum = 0;
  for (let at = 0; at < body.length; at += 1) sum ^= body.charCodeAt(at);
  return sum.toString(16).toUpperCase().padStart(2, '0');
}

class BitWriter {
  readonly #bits: number[] = [];

  uint(value: number, length: number): this {
    for (let bit = length - 1; bit >= 0; bit -= 1) this.#bits.push(Math.floor(value / 2 ** bit) % 2);
    return this;
  }

  int(value: number, length: number): this {
    return this.uint(value < 0 ? value + 2 ** length : value, length);
  }

  text(value: string, characters: number): this {
    for (let at = 0; at < characters; at += 1) {
      const code = at < value.length ? SIX_BIT_TEXT.indexOf((value[at] ?? '').toUpperCase()) : 0;
      this.uint(code < 0 ? SIX_BIT_TEXT.indexOf('?') : code, 6);
    }
    return this;
  }

  armoured(): { payload: string; fillBits: number } {
    const fillBits = (6 - (this.#bits.length % 6)) % 6;
    const padded = [...this.#bits, ...Array.from({ length: fillBits }, () => 0)];
    let payload = '';
    for (let at = 0; at < padded.length; at += 6) {
      const six = padded.slice(at, at + 6).reduce((sum, bit) => sum * 2 + bit, 0);
      payload += String.fromCharCode(six < 40 ? six + 48 : six + 56);
    }
    return { payload, fillBits };
  }
}

function sentences(bits: BitWriter, sequenceId: number): string[] {
  const { payload, fillBits } = bits.armoured();
  const parts = payload.match(new RegExp(`.{1,${SINGLE_SENTENCE_CHARACTERS}}`, 'gu')) ?? [];
  return parts.map((part, at) => {
    const last = at === parts.length - 1;
    const sequence = parts.length > 1 ? String(sequenceId % 10) : '';
    const body = `AIVDM,${parts.length},${at + 1},${sequence},A,${part},${last ? fillBits : 0}`;
    return `!${body}*${nmeaChecksum(body)}`;
  });
}
