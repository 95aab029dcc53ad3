import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AisDecoder } from './ais-decoder.js';
import { encodeAis } from './ais-encoder.js';
import type { AisMessage, PositionReportA } from './ais-message.js';

function readBack(message: AisMessage): AisMessage[] {
  const read: AisMessage[] = [];
  const decoder = new AisDecoder({ onMessage: (one) => read.push(one) });
  for (const sentence of encodeAis(message, { sequenceId: 3, channel: 'B' })) decoder.decode(sentence, 0);
  return read;
}

const number = (max: number, min = 0): fc.Arbitrary<number> => fc.integer({ min, max });
const maybe = (one: fc.Arbitrary<number>): fc.Arbitrary<number | null> => fc.option(one);
const tenths = (max: number): fc.Arbitrary<number> => number(max).map((value) => value / 10);
const LETTERS = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .-/<>&"\'');
/** Texts end without blanks and begin with a letter: blanks at the end are filling. */
const words = (most: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...LETTERS), maxLength: most }).map((text) => text.trim());
const place = (perDegree: number): fc.Arbitrary<{ lat: number; lon: number } | null> =>
  fc.option(
    fc.record({
      lat: number(90 * perDegree, -90 * perDegree).map((value) => value / perDegree),
      lon: number(180 * perDegree, -180 * perDegree).map((value) => value / perDegree),
    }),
  );
const mmsi = number(999_999_999, 1);
const header = { repeat: number(3), mmsi };
const hex = fc.uint8Array({ minLength: 1, maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString('hex'));
const dimensions = fc.record({
  ...{ toBowMetres: number(511), toSternMetres: number(511) },
  ...{ toPortMetres: number(63), toStarboardMetres: number(63) },
});
const motion = {
  ...{ position: place(600_000), positionAccurate: fc.boolean() },
  ...{ speedKnots: maybe(tenths(1022)), courseDeg: maybe(tenths(3599)) },
};
const fix = { headingDeg: maybe(number(359)), utcSecond: maybe(number(59)), raim: fc.boolean() };
const type = <T>(value: T): fc.Arbitrary<T> => fc.constant(value);
/** 999 is no area anybody reads, so its data stay bytes. */
const application = fc.record({
  ...{ dac: fc.constant(999), functionId: number(63) },
  ...{ content: fc.constant(null), dataHex: hex },
});
const area = fc.record({ northEast: place(600), southWest: place(600) });

const MESSAGES: Readonly<Record<string, fc.Arbitrary<AisMessage>>> = {
  'class A motion': fc.record({
    ...{ type: fc.constantFrom(1 as const, 2 as const, 3 as const), ...header, ...motion, ...fix },
    ...{ navigationStatusCode: number(15), manoeuvreCode: number(2) },
    ...{
      rateOfTurnDegPerMin: fc.constant(null),
      turningFast: fc.constantFrom('port' as const, 'starboard' as const, null),
    },
  }),
  'base station': fc.record({
    ...{ type: fc.constantFrom(4 as const, 11 as const), ...header, raim: fc.boolean(), fixDeviceCode: number(15) },
    ...{ position: place(600_000), positionAccurate: fc.boolean() },
    utc: maybe(number(4_102_444_799, 946_684_800)).map((at) =>
      at === null ? null : new Date(at * 1000).toISOString(),
    ),
  }),
  'static and voyage': fc.record({
    ...{ type: type(5 as const), ...header, imo: maybe(number(9_999_999, 1)), callSign: words(7), name: words(20) },
    ...{ shipTypeCode: number(255), aisVersion: number(3), dimensions, fixDeviceCode: number(15) },
    eta: fc.record({
      ...{ month: maybe(number(12, 1)), day: maybe(number(31, 1)) },
      ...{ hour: maybe(number(23)), minute: maybe(number(59)) },
    }),
    ...{ draughtMetres: maybe(number(255, 1).map((value) => value / 10)), destination: words(20) },
  }),
  'rescue aircraft': fc.record({
    ...{ type: type(9 as const), ...header, ...motion, raim: fc.boolean(), utcSecond: maybe(number(59)) },
    ...{ altitudeMetres: maybe(number(4094)), speedKnots: maybe(number(1022)) },
  }),
  'class B motion': fc.record({ type: type(18 as const), ...header, ...motion, ...fix, carrierSense: fc.boolean() }),
  'class B extended': fc.record({
    ...{ type: type(19 as const), ...header, ...motion, ...fix, name: words(20), shipTypeCode: number(255) },
    ...{ dimensions, fixDeviceCode: number(15) },
  }),
  'aid to navigation': fc.record({
    ...{ type: type(21 as const), ...header, aidTypeCode: number(31), name: words(20), position: place(600_000) },
    ...{ positionAccurate: fc.boolean(), dimensions, fixDeviceCode: number(15), utcSecond: maybe(number(59)) },
    ...{ raim: fc.boolean(), offPosition: fc.boolean(), virtual: fc.boolean() },
  }),
  'class B name': fc.record({ type: type(24 as const), part: type('A' as const), ...header, name: words(20) }),
  'class B particulars': fc.record({
    ...{ type: type(24 as const), part: type('B' as const), repeat: number(3), mmsi: number(799_999_999, 200_000_000) },
    ...{ shipTypeCode: number(255), vendor: words(3), unitModelCode: number(15), unitSerialNumber: number(1_048_575) },
    ...{ callSign: words(7), dimensions, mothershipMmsi: fc.constant(null) },
  }),
  'auxiliary craft': fc.record({
    ...{ type: type(24 as const), part: type('B' as const), repeat: number(3), mmsi: number(989_999_999, 980_000_000) },
    ...{ shipTypeCode: number(255), vendor: words(3), unitModelCode: number(15), unitSerialNumber: number(1_048_575) },
    ...{ callSign: words(7), dimensions: fc.constant(null), mothershipMmsi: maybe(mmsi) },
  }),
  'long range': fc.record({
    ...{ type: type(27 as const), ...header, position: place(600), positionAccurate: fc.boolean() },
    ...{ speedKnots: maybe(number(62)), courseDeg: maybe(number(359)), raim: fc.boolean() },
    ...{ navigationStatusCode: number(15), positionLate: fc.boolean() },
  }),
  'addressed binary': fc.record({
    ...{ type: type(6 as const), ...header, sequence: number(3), destinationMmsi: mmsi, retransmitted: fc.boolean() },
    application,
  }),
  receipts: fc.record({
    ...{ type: fc.constantFrom(7 as const, 13 as const), ...header },
    acknowledged: fc.array(fc.record({ mmsi, sequence: number(3) }), { minLength: 1, maxLength: 4 }),
  }),
  'broadcast binary': fc.record({ type: type(8 as const), ...header, application }),
  'time inquiry': fc.record({ type: type(10 as const), ...header, destinationMmsi: mmsi }),
  'addressed safety text': fc.record({
    ...{ type: type(12 as const), ...header, sequence: number(3), destinationMmsi: mmsi },
    ...{ retransmitted: fc.boolean(), text: words(150) },
  }),
  'safety text': fc.record({ type: type(14 as const), ...header, text: words(150) }),
  interrogation: fc.record({
    ...{ type: type(15 as const), ...header },
    requests: fc
      .record({
        first: mmsi,
        other: mmsi,
        types: fc.tuple(number(63, 1), number(63, 1), number(63, 1)),
        most: number(3, 1),
      })
      .map(({ first, other, types, most }) =>
        [first, first, first === other ? (other % 999_999_999) + 1 : other]
          .map((asked, at) => ({ mmsi: asked, messageType: types[at] ?? 1, slotOffset: 7 * at }))
          .slice(0, most),
      ),
  }),
  assignment: fc.record({
    ...{ type: type(16 as const), ...header },
    assignments: fc.array(fc.record({ mmsi, slotOffset: number(4095), increment: number(1023) }), {
      ...{ minLength: 1, maxLength: 2 },
    }),
  }),
  corrections: fc.record({ type: type(17 as const), ...header, position: place(600), dataHex: hex }),
  'slot management': fc.record({
    ...{ type: type(20 as const), ...header },
    reservations: fc.array(
      fc.record({
        ...{ slotOffset: number(4095), slots: number(15, 1) },
        ...{ timeoutMinutes: number(7), increment: number(2047) },
      }),
      { minLength: 1, maxLength: 4 },
    ),
  }),
  'channels of an area': fc.record({
    ...{ type: type(22 as const), ...header, channelA: number(4095), channelB: number(4095) },
    ...{ transmitModeCode: number(15), lowPower: fc.boolean(), area, destinationMmsis: fc.constant([]) },
    ...{ narrowBandA: fc.boolean(), narrowBandB: fc.boolean(), zoneSizeCode: number(7) },
  }),
  'channels of two stations': fc.record({
    ...{ type: type(22 as const), ...header, channelA: number(4095), channelB: number(4095) },
    ...{ transmitModeCode: number(15), lowPower: fc.boolean(), area: fc.constant(null) },
    destinationMmsis: fc.array(mmsi, { minLength: 1, maxLength: 2 }),
    ...{ narrowBandA: fc.boolean(), narrowBandB: fc.boolean(), zoneSizeCode: number(7) },
  }),
  'group assignment': fc.record({
    ...{ type: type(23 as const), ...header, area, stationTypeCode: number(15), shipTypeCode: number(255) },
    ...{ transmitModeCode: number(3), intervalCode: number(15), quietMinutes: number(15) },
  }),
  'binary of one slot': fc.record({
    ...{ type: type(25 as const), ...header, destinationMmsi: maybe(mmsi), application: fc.constant(null) },
    ...{ dataHex: hex, radioStatus: fc.constant(null) },
  }),
  'binary of several slots': fc.record({
    ...{ type: type(26 as const), ...header, destinationMmsi: maybe(mmsi), application: fc.constant(null) },
    ...{ dataHex: hex, radioStatus: number(1_048_575) },
  }),
};

test.each(Object.entries(MESSAGES))('[AIS19] [AIS21] what is written is read back the same: %s', (_name, messages) => {
  fc.assert(
    fc.property(messages, (message) => {
      expect(readBack(message)).toEqual([message]);
    }),
    { numRuns: 200 },
  );
});

test('[AIS21] a rate of turn comes back within a step of its field; a value no field holds is an error', () => {
  const report: PositionReportA = {
    ...{ type: 1 as const, repeat: 0, mmsi: 412_999_003, navigationStatusCode: 0, turningFast: null, manoeuvreCode: 0 },
    ...{ position: null, positionAccurate: false, speedKnots: 3, courseDeg: 10, headingDeg: 10, utcSecond: 0 },
    ...{ raim: false, rateOfTurnDegPerMin: 0 },
  };
  for (const turn of [-120, -6, 0, 3, 90]) {
    const [read] = readBack({ ...report, rateOfTurnDegPerMin: turn });
    expect(read?.type === 1 ? read.rateOfTurnDegPerMin : null).toBeCloseTo(turn, -1);
  }
  expect(() => encodeAis({ ...report, mmsi: 2 ** 30 })).toThrow(RangeError);
  expect(() => encodeAis({ ...report, utcSecond: 64 })).toThrow(RangeError);
});
