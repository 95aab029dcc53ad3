import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../kernel/settings.js';
import type { PortCallEvent, PortCallEventKind } from './port-call.model.js';
import { degreesOffAxis, draughtChange, hullCentre, makesPortCalls, portCallLimits } from './port-call.rules.js';
import { draughtOf, isCorrected, staysOf } from './port-call.stays.js';
import { PORT_CALL_EDGES, standing, stateAfter } from './port-call.states.js';
import { PortCallEventKind as Kinds, PortCallState as States } from './port-call.model.js';
import { PortSite } from './port-site.js';
import { SAMPLE_PORT, SAMPLE_ZONES } from './sample-port.js';

const limits = portCallLimits(DEFAULT_SETTINGS);

test('[AIS60] the shipped port is a port; one with two places of one name is none', () => {
  expect(PortSite.parse(SAMPLE_PORT)).toEqual(SAMPLE_PORT);
  const [berth] = SAMPLE_PORT.berths;
  expect(PortSite.safeParse({ ...SAMPLE_PORT, berths: [berth, berth] }).success).toBe(false);
  expect(PortSite.safeParse({ ...SAMPLE_PORT, zones: SAMPLE_ZONES }).success).toBe(true);
  expect(PortSite.safeParse({ ...SAMPLE_PORT, zones: [...SAMPLE_ZONES, ...SAMPLE_ZONES] }).success).toBe(false);
});

test('[AIS62] a heading either way along the quay is along it', () => {
  expect([110, 290, 130, 90, 270, 20, 200].map((heading) => degreesOffAxis(heading, 110))).toEqual([
    ...[0, 0, 20, 20, 20, 90, 90],
  ]);
  expect(degreesOffAxis(2, 358)).toBe(4);
  const hull = { toBowMetres: 150, toSternMetres: 50, toPortMetres: 10, toStarboardMetres: 10 };
  const position = { lat: 30, lon: 122 };
  expect(hullCentre({ position, hull, headingDeg: 0 }).lat - 30).toBeCloseTo(50 / 111_320, 7);
  expect(hullCentre({ position, hull, headingDeg: null })).toBe(position);
});

test('[AIS67] tugs and pilots of the port make no calls, ships do, and small craft without a number do not', () => {
  const calls = (says: object): boolean =>
    makesPortCalls({ kind: 'ship', imo: null, lengthMetres: 180, shipType: 'cargo', ...says }, limits);
  expect(calls({})).toBe(true);
  expect(calls({ lengthMetres: null })).toBe(false);
  expect(calls({ lengthMetres: 49 })).toBe(false);
  expect(calls({ lengthMetres: null, imo: 9_990_026 })).toBe(true);
  expect(calls({ shipType: 'tug' })).toBe(false);
  expect(calls({ shipType: 'tug', imo: 9_990_026 })).toBe(true);
  expect(calls({ kind: 'aid-to-navigation', imo: 9_990_026 })).toBe(false);
});

const event = (kind: PortCallEventKind, minute: number, withdrawn = false): PortCallEvent => ({
  ...{ id: crypto.randomUUID(), kind, placeId: 'B3-2', placeName: null, evidence: null, withdrawn, corrections: [] },
  at: new Date(minute * 60_000).toISOString(),
  recordedAt: new Date(minute * 60_000).toISOString(),
});

test('[AIS65] every event follows only where it can, from every state', () => {
  expect(Kinds.options.filter((kind) => stateAfter(null, kind) !== null)).toEqual(['found', 'arrived']);
  const lawful = States.options.map((before) => [
    before,
    Kinds.options.filter((kind) => stateAfter(before, kind) !== null).join(' '),
  ]);
  expect(Object.fromEntries(lawful)).toEqual({
    ARRIVED: 'anchored berthed departed given-up',
    ANCHORED: 'weighed departed given-up',
    BERTHED: 'unberthed departed given-up',
    SHIFTING: 'anchored berthed departed given-up',
    DEPARTED: 'returned',
    LOST: '',
  });
  for (const before of States.options) {
    for (const kind of Kinds.options) {
      const next = stateAfter(before, kind);
      if (next !== null) expect(PORT_CALL_EDGES[before]).toContain(next);
    }
  }
});

test('[AIS65] where a call stands follows from its events in order; those withdrawn do not count', () => {
  expect(standing([event('arrived', 0), event('berthed', 5)])).toMatchObject({ state: 'BERTHED', placeId: 'B3-2' });
  expect(standing([event('arrived', 0), event('berthed', 5), event('unberthed', 9)])).toMatchObject({ placeId: null });
  expect(standing([event('arrived', 0), event('berthed', 5, true), event('departed', 9)])).toMatchObject({
    ...{ state: 'DEPARTED', closedAt: '1970-01-01T00:09:00.000Z', openedAt: '1970-01-01T00:00:00.000Z' },
  });
  expect(standing([event('arrived', 9), event('berthed', 5)])).toBeNull();
  expect(standing([event('arrived', 0), event('unberthed', 5)])).toBeNull();
  expect(standing([event('arrived', 0, true), event('berthed', 5)])).toBeNull();
  expect(standing([])).toBeNull();
});

test('[AIS68] a change of draught is a hint at cargo, and none where either was not told', () => {
  expect(draughtChange(9.8, 11.2)).toBe(1.4);
  expect(draughtChange(11.2, 9.8)).toBe(-1.4);
  expect(draughtChange(null, 9.8)).toBeNull();
});

test('[AIS65] where she lay is told newest first, and what was withdrawn is not', () => {
  const events = [event('arrived', 0), event('anchored', 5), event('weighed', 9), event('berthed', 12)];
  const minute = (at: number): string => new Date(at * 60_000).toISOString();
  const stays = staysOf({ events }).map(({ kind, inAt, outAt }) => [kind, inAt, outAt]);
  expect(stays).toEqual([
    ['berthed', minute(12), null],
    ['anchored', minute(5), minute(9)],
  ]);
  expect(staysOf({ events: [...events.slice(0, 3), event('berthed', 12, true)] })).toHaveLength(1);
  expect(isCorrected({ events })).toBe(false);
  expect(draughtOf({ events })).toEqual({ first: null, last: null, change: null });
});
