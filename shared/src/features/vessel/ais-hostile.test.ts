import { expect, test } from 'vitest';
import { checksumDigits } from './ais-bit-writer.js';
import { AisDecoder, type AisCounters } from './ais-decoder.js';
import { encodePositionReport, encodeStaticData } from './ais-encoder.js';
import type { AisMessage } from './ais-message.js';

/** The table of hostile and broken input that other decoders fell for, row by row (handbook/ais §1c). */

const REPORT = {
  ...{ mmsi: 412_999_003, navigationStatusCode: 0, lat: 29.9, lon: 121.9 },
  ...{ speedKnots: 9.4, courseDeg: 211.5, headingDeg: 212 },
};
const staticOf = (mmsi: number, name: string) => ({
  ...{ mmsi, imo: 9_990_014, callSign: 'SYN001', name, shipTypeCode: 71 },
  ...{ lengthMetres: 200, beamMetres: 32, draughtMetres: 11.2, destination: 'CNNBO B3-2' },
});
const AURORA = staticOf(563_999_001, 'SYNTH AURORA');
const BRIG = staticOf(563_999_002, 'SYNTH BRIG');

const [POSITION = ''] = encodePositionReport(REPORT, 1);
const partsOf = (ship: typeof AURORA, sequence: number, channel = 'A'): [string, string] => {
  const [first = '', second = ''] = encodeStaticData(ship, sequence).map((one) => onChannel(one, channel));
  return [first, second];
};

/** The body of a sentence, without `!` and checksum. */
const bodyOf = (sentence: string): string => sentence.slice(1, sentence.lastIndexOf('*'));
const sealed = (body: string): string => `!${body}*${checksumDigits(body)}`;
function onChannel(sentence: string, channel: string): string {
  const fields = bodyOf(sentence).split(',');
  fields[4] = channel;
  return sealed(fields.join(','));
}

function hear(...lines: (string | { at: number; line: string })[]) {
  const messages: AisMessage[] = [];
  const decoder = new AisDecoder({ onMessage: (message) => void messages.push(message) });
  for (const line of lines) {
    if (typeof line === 'string') decoder.decode(line, 0);
    else decoder.decode(line.line, line.at);
  }
  return { messages, decoder };
}
const heardNames = (...lines: Parameters<typeof hear>): string[] =>
  hear(...lines).messages.map((message) => ('name' in message ? message.name : `type ${message.type}`));
const refused = (line: string, counter: keyof AisCounters): void => {
  const { messages, decoder } = hear(line);
  expect(messages, line).toEqual([]);
  expect(decoder.counters[counter], line).toBeGreaterThan(0);
};

test('[AIS2] a wrong checksum and none at all are refused', () => {
  refused(`${POSITION.slice(0, -2)}00`, 'badChecksum');
  refused(POSITION.slice(0, POSITION.lastIndexOf('*')), 'malformed');
  refused(POSITION.slice(0, -1), 'malformed');
});

test('[AIS2] [AIS3] a lower-case checksum, CRLF, a tag block and a coast guard tail are read', () => {
  // One whose checksum has a letter in it.
  const lettered = Array.from({ length: 60 }, (_, second) => encodePositionReport(REPORT, second)[0] ?? '').find(
    (one) => /[A-F]/u.test(one.slice(-2)),
  )!;
  const lower = `${lettered.slice(0, -2)}${lettered.slice(-2).toLowerCase()}`;
  for (const line of [
    lower,
    `${POSITION}\r\n`,
    `\\s:r003669959,c:1120959341*51\\${POSITION}`,
    `${POSITION},r003669959,1120959341`,
  ]) {
    expect(hear(line).messages, line).toHaveLength(1);
  }
});

test('[AIS7] a report cut short with a right checksum is nobody at 0° 0°', () => {
  const fields = bodyOf(POSITION).split(',');
  const cut = sealed([...fields.slice(0, 5), (fields[5] ?? '').slice(0, 10), fields[6]].join(','));
  refused(cut, 'rejectedMessages');
});

test('[AIS5] the first half of a long message, sent as a whole one, is no message', () => {
  const fields = bodyOf(partsOf(AURORA, 3)[0]).split(',');
  refused(sealed(['AIVDM', '1', '1', '', 'A', ...fields.slice(5)].join(',')), 'rejectedMessages');
});

test('[AIS5] two long messages whose parts come in turns are both whole, by their numbers or by their channels', () => {
  const [a1, a2] = partsOf(AURORA, 3);
  const [b1, b2] = partsOf(BRIG, 4);
  expect(heardNames(a1, b1, a2, b2)).toEqual(['SYNTH AURORA', 'SYNTH BRIG']);
  const [c1, c2] = partsOf(BRIG, 3, 'B');
  expect(heardNames(a1, c1, a2, c2)).toEqual(['SYNTH AURORA', 'SYNTH BRIG']);
});

test('[AIS5] [AIS6] a number used again after a part was lost makes the new message, and no mixture', () => {
  const [a1, a2] = partsOf(AURORA, 3);
  const [b1, b2] = partsOf(BRIG, 3);
  expect(heardNames(a1, b1, b2)).toEqual(['SYNTH BRIG']);
  // The second part of another ship, long after: not hers.
  expect(heardNames({ at: 0, line: a1 }, { at: 30_000, line: b2 })).toEqual([]);
  expect(heardNames(a2, b1, b2)).toEqual(['SYNTH BRIG']);
});

test('[AIS4] a count of parts that is none is refused', () => {
  const fields = bodyOf(POSITION).split(',');
  for (const [total, index] of [
    ['-1', '1'],
    ['x', '1'],
    ['0', '1'],
    ['1', '0'],
    ['2', '3'],
    ['10', '1'],
    ['', ''],
  ] as const) {
    refused(sealed(['AIVDM', total, index, ...fields.slice(3)].join(',')), 'malformed');
  }
});

test('[AIS4] [AIS7] characters that are no armour, and fill bits that are none, are refused', () => {
  const fields = bodyOf(POSITION).split(',');
  const payload = fields[5] ?? '';
  const { messages } = hear(
    sealed([...fields.slice(0, 5), `X${payload.slice(1, 10)}~ÿ${payload.slice(12)}`, '0'].join(',')),
  );
  expect(messages).toEqual([]);
  expect(hear(sealed([...fields.slice(0, 6), '9'].join(','))).messages).toEqual([]);
});

test('[AIS4] a payload of 100 kB with a right checksum is refused, whole or in parts', () => {
  const long = '1'.repeat(100_000);
  for (const body of [`AIVDM,1,1,,A,${long},0`, `AIVDM,2,1,3,A,${long},0`]) {
    const { messages, decoder } = hear(sealed(body));
    expect(messages).toEqual([]);
    expect(decoder.pendingCount).toBe(0);
  }
});

test('[AIS6] 300,000 first parts without a second leave no more than the cap, and are counted', () => {
  const fields = bodyOf(partsOf(AURORA, 3)[0]).split(',');
  const { decoder } = hear();
  for (let n = 0; n < 300_000; n += 1) {
    const talker = `${'ABDNSTX'[n % 7]}${'BINSRTX'[Math.floor(n / 7) % 7]}VDM`;
    decoder.decode(
      sealed([talker, String(2 + (n % 8)), '1', String(n % 10), n % 2 ? 'A' : 'B', ...fields.slice(5)].join(',')),
      n,
    );
  }
  expect(decoder.pendingCount).toBeLessThanOrEqual(64);
  expect(decoder.counters.droppedFragments).toBeGreaterThan(299_000);
});
