import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AisDecoder } from './ais-decoder.js';
import { checksumDigits } from './ais-bit-writer.js';
import { encodePositionReport, encodeStaticData } from './ais-encoder.js';
import type { AisMessage } from './ais-message.js';

function decodeAll(...lines: string[]): { messages: AisMessage[]; decoder: AisDecoder } {
  const messages: AisMessage[] = [];
  const decoder = new AisDecoder({ onMessage: (message) => messages.push(message) });
  for (const line of lines) decoder.decode(line, 0);
  return { messages, decoder };
}
const REPORT = {
  mmsi: 412_999_003,
  navigationStatusCode: 0,
  lat: 29.9,
  lon: 121.9,
  speedKnots: 9.4,
  courseDeg: 211.5,
  headingDeg: 212,
};
const STATIC = {
  ...{ mmsi: 563_999_001, imo: 9_990_014, callSign: 'SYN001', name: 'SYNTH AURORA', shipTypeCode: 71 },
  ...{ lengthMetres: 200, beamMetres: 32, draughtMetres: 11.2, destination: 'CNNBO B3-2' },
};

test('[AIS1] what the encoder writes the decoder reads, for every position, speed and course', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -90, max: 90, noNaN: true }),
      fc.double({ min: -180, max: 180, noNaN: true }),
      fc.option(fc.integer({ min: 0, max: 1022 })),
      fc.option(fc.integer({ min: 0, max: 3599 })),
      (lat, lon, speed, course) => {
        const report = {
          ...REPORT,
          lat,
          lon,
          speedKnots: speed === null ? null : speed / 10,
          courseDeg: course === null ? null : course / 10,
        };
        const [message] = decodeAll(...encodePositionReport(report, 30)).messages;
        expect(message).toMatchObject({ type: 1, mmsi: REPORT.mmsi, headingDeg: 212, courseDeg: report.courseDeg });
        if (message?.type !== 1) return;
        expect(message.position?.lat).toBeCloseTo(lat, 5);
        expect(message.position?.lon).toBeCloseTo(lon, 5);
      },
    ),
    { numRuns: 500 },
  );
});

test('[AIS5] a message of two sentences is put together, in order only', () => {
  const [first = '', second = ''] = encodeStaticData(STATIC, 4);
  expect(decodeAll(first, second).messages[0]).toMatchObject({
    type: 5,
    imo: 9_990_014,
    name: 'SYNTH AURORA',
    callSign: 'SYN001',
    shipTypeCode: 71,
    draughtMetres: 11.2,
    destination: 'CNNBO B3-2',
  });
  expect(decodeAll(second, first).messages).toHaveLength(0);
});

test('[AIS2] a wrong checksum is refused and counted', () => {
  const [sentence = ''] = encodePositionReport(REPORT, 1);
  const { messages, decoder } = decodeAll(`${sentence.slice(0, -2)}ZZ`, sentence.replace('A,', 'B,'));
  expect(messages).toHaveLength(0);
  expect(decoder.counters.badChecksum + decoder.counters.malformed).toBe(2);
});

test('[AIS9] hostile text: no throw, no growth, no position outside the globe', () => {
  const seeds = [...encodePositionReport(REPORT, 1), ...encodeStaticData(STATIC, 1)];
  const sentence = fc.oneof(
    fc.string({ maxLength: 300, unit: 'binary' }),
    fc
      .tuple(fc.constantFrom(...seeds), fc.nat(80), fc.string({ maxLength: 4, unit: 'binary' }))
      .map(([seed, at, junk]) => seed.slice(0, at) + junk + seed.slice(at + junk.length)),
    fc
      .tuple(
        fc.integer({ min: 0, max: 12 }),
        fc.integer({ min: 0, max: 12 }),
        fc.string({
          maxLength: 220,
          unit: fc.constantFrom(...Array.from('0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVW`abcdefghijklmnopqrstuvw')),
        }),
        fc.nat(9),
      )
      .map(([total, index, payload, fill]) => {
        const body = `AIVDM,${total},${index},${fill},A,${payload},${fill}`;
        return `!${body}*${checksumDigits(body)}`;
      }),
  );
  fc.assert(
    fc.property(fc.array(sentence, { maxLength: 30 }), (lines) => {
      const { messages, decoder } = decodeAll(...lines);
      for (const message of messages) {
        if (!('position' in message) || message.position === null) continue;
        expect(Math.abs(message.position.lat)).toBeLessThanOrEqual(90);
        expect(Math.abs(message.position.lon)).toBeLessThanOrEqual(180);
      }
      expect(decoder.pendingCount).toBeLessThanOrEqual(64);
    }),
    { numRuns: 1000 },
  );
});

test('[AIS1] gpsdecode reads the same from the same sentences', () => {
  const reports = Array.from({ length: 20 }, (_, at) => ({
    ...REPORT,
    ...{
      mmsi: 412_000_000 + at,
      lat: -85 + at * 8.7,
      lon: -175 + at * 18.3,
      speedKnots: at * 3.1,
      courseDeg: at * 17.9,
      headingDeg: at * 18,
    },
  }));
  const sentences = [
    ...reports.flatMap((report, at) => encodePositionReport(report, at)),
    ...encodeStaticData(STATIC, 7),
  ];
  const output = execFileSync('gpsdecode', [], { input: `${sentences.join('\r\n')}\r\n`, encoding: 'utf8' });
  const theirs = output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const { messages } = decodeAll(...sentences);
  expect(messages).toHaveLength(theirs.length);
  messages.forEach((ours, at) => {
    const other = theirs[at] ?? {};
    expect(other['mmsi']).toBe(ours.mmsi);
    if (ours.type === 1) {
      expect(Number(other['lat'])).toBeCloseTo(ours.position?.lat ?? 99, 4);
      expect(Number(other['lon'])).toBeCloseTo(ours.position?.lon ?? 999, 4);
      expect(Number(other['course'])).toBeCloseTo(ours.courseDeg ?? 999, 1);
      expect(Number(other['heading'])).toBe(ours.headingDeg);
    }
    if (ours.type === 5) {
      expect([other['shipname'], other['callsign'], other['destination']]).toEqual([
        ours.name,
        ours.callSign,
        ours.destination,
      ]);
    }
  });
});
