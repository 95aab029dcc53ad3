import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatMmsi } from './mmsi.js';
import { NavigationStatus } from './navigation-status.js';
import { ShipType, ShipClass } from './ship-type.js';
import { encodeFrame, encodeRow, parseFrame, type VesselMotion, type VesselSaid } from './vessel-frame.js';
import { Transponder, VesselKind, type VesselHealth } from './vessel.model.js';

const orNull = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(of, { nil: null });
const time = fc.integer({ min: 0, max: 4_000_000_000_000 });
const mmsi = fc.integer({ min: 1, max: 999_999_999 }).map(formatMmsi);
const SOURCES = ['tcp:a', 'udp:甲', 'file:b'];
const tenths = (most: number): fc.Arbitrary<number> => fc.integer({ min: 0, max: most }).map((raw) => raw / 10);

const motion: fc.Arbitrary<VesselMotion> = fc.record({
  mmsi,
  position: orNull(
    fc.record({
      lat: fc.integer({ min: -54_000_000, max: 54_000_000 }).map((raw) => raw / 600_000),
      lon: fc.integer({ min: -108_000_000, max: 108_000_000 }).map((raw) => raw / 600_000),
    }),
  ),
  ...{ positionAt: orNull(time), lastReportAt: time, speedKnots: orNull(tenths(10_230)) },
  ...{ courseDeg: orNull(tenths(3599)), headingDeg: orNull(fc.integer({ min: 0, max: 359 })) },
  navigationStatus: orNull(fc.constantFrom(...NavigationStatus.options)),
  transponder: orNull(fc.constantFrom(...Transponder.options)),
  ...{ source: fc.constantFrom(...SOURCES), simulated: fc.boolean() },
});
const said: fc.Arbitrary<VesselSaid> = fc.record({
  ...{ mmsi, kind: fc.constantFrom(...VesselKind.options), name: orNull(fc.string({ maxLength: 40 })) },
  ...{ imo: orNull(fc.integer()), callSign: orNull(fc.string({ maxLength: 20 })) },
  ...{ shipType: orNull(fc.constantFrom(...ShipType.options)), shipClass: fc.constantFrom(...ShipClass.options) },
  ...{ destination: orNull(fc.string({ maxLength: 40 })), draughtMetres: orNull(tenths(255)) },
  eta: orNull(fc.record({ at: time, hasTime: fc.boolean() })),
  ...{ lengthMetres: orNull(fc.nat(1022)), beamMetres: orNull(fc.nat(126)), staticAt: orNull(time) },
  hull: fc.constantFrom(null, { toBowMetres: 100, toSternMetres: 0, toPortMetres: 9, toStarboardMetres: 8 }),
  firstHeardAt: time,
});
const health: fc.Arbitrary<VesselHealth | null> = fc.constantFrom(null, {
  ...{ sources: [], recording: null },
  forwards: [{ id: 'a', kind: 'udp', receivers: 1, fault: null, sent: 1, dropped: 0, refusedPeers: 0 } as const],
});
const written = (of: {
  isWhole: boolean;
  moved: VesselMotion[];
  left: string[];
  said: VesselSaid[];
  health: VesselHealth | null;
}): Uint8Array =>
  encodeFrame({
    ...{ isWhole: of.isWhole, left: of.left, sources: SOURCES, health: of.health && JSON.stringify(of.health) },
    rows: of.moved.map((one) => encodeRow(one, SOURCES.indexOf(one.source))),
    said: of.said.map((one) => JSON.stringify(one)),
  });
// Objects of fast-check have no prototype.
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test('[AIS90] what is written into a frame is read from it: every field as AIS says it, the lossless unit of its positions included', () => {
  const frame = fc.record({
    ...{ isWhole: fc.boolean(), moved: fc.array(motion), left: fc.array(mmsi), said: fc.array(said), health },
  });
  fc.assert(
    fc.property(frame, (of) => {
      expect(plain(parseFrame(written(of)))).toEqual(plain(of));
    }),
  );
});

test('[AIS90] a frame cut short, made longer, or changed is read as a right one or refused with a reason, and nothing else', () => {
  const frame = written({
    isWhole: true,
    moved: fc.sample(motion, { numRuns: 3, seed: 7 }),
    left: ['413000001'],
    said: fc.sample(said, { numRuns: 2, seed: 7 }),
    health: null,
  });
  const refused = expect.objectContaining({ code: 'invalid_input', reason: 'vessel.bad-frame' }) as Error;
  for (let length = 0; length < frame.length; length += 1) {
    expect(() => parseFrame(frame.subarray(0, length)), `${length} bytes`).toThrow(refused);
  }
  expect(() => parseFrame(new Uint8Array([...frame, 0]))).toThrow(refused);
  const change = fc.record({ at: fc.nat(frame.length - 1), to: fc.nat(255) });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1 }), (changes) => {
      const broken = frame.slice();
      for (const { at, to } of changes) broken[at] = to;
      try {
        for (const { position } of parseFrame(broken).moved) {
          expect(Math.abs(position?.lat ?? 0)).toBeLessThanOrEqual(90);
          expect(Math.abs(position?.lon ?? 0)).toBeLessThanOrEqual(180);
        }
      } catch (failure) {
        expect(failure).toMatchObject({ code: 'invalid_input', reason: 'vessel.bad-frame' });
      }
    }),
  );
});

test('[AIS90] a frame of another version is refused, whatever is in it', () => {
  const frame = written({ isWhole: false, moved: [], left: [], said: [], health: null });
  frame[0] = 2;
  expect(() => parseFrame(frame)).toThrow('its version is 2');
});
