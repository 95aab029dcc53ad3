import { expect, test } from 'vitest';
import { destination, offset, type LatLon } from '../../kernel/geodesy.js';
import { DEFAULT_SETTINGS } from '../../kernel/settings.js';
import { portCallLimits, type Sighting } from './port-call.rules.js';
import { isOver } from './port-call.states.js';
import { observe, settle, stateOf, UNKNOWN_TRACK, type PortCallTrack, type ProposedEvent } from './port-call.track.js';
import { SAMPLE_PORT } from './sample-port.js';

const limits = portCallLimits(DEFAULT_SETTINGS);
const MINUTE = 60_000;
const SEA: LatLon = { lat: 29.5, lon: 122.3 };
const CHANNEL: LatLon = { lat: 29.95, lon: 121.95 };
const B3_2 = SAMPLE_PORT.berths[1]!;
const B3_3 = SAMPLE_PORT.berths[2]!;
const AN1 = SAMPLE_PORT.anchorages[0]!;

const SHIP: Sighting = {
  ...{ mmsi: '477999002', kind: 'ship', transponder: 'A', name: 'SYNTH COPPER', imo: 9_990_026, callSign: null },
  ...{ shipType: 'cargo', shipClass: 'cargo', position: SEA, speedKnots: 0, courseDeg: null, headingDeg: 110 },
  ...{ navigationStatus: null, destination: 'CNNBO', draughtMetres: 9.8, eta: null, lengthMetres: 180, beamMetres: 30 },
  ...{ hull: null, staticAt: 0, positionAt: 0, firstHeardAt: 0, lastReportAt: 0, source: 'test', simulated: false },
};

/** One ship and what the rules make of her reports. */
class Watched {
  track: PortCallTrack = UNKNOWN_TRACK;
  readonly events: ProposedEvent[] = [];
  now = Date.UTC(2026, 4, 10);

  get told(): string[] {
    return this.events.map(({ kind, placeId }) => (placeId === null ? kind : `${kind} ${placeId}`));
  }

  report(says: Partial<Sighting>): void {
    const ship = { ...SHIP, ...says, positionAt: this.now };
    const { track, proposed } = observe(this.track, ship, SAMPLE_PORT, limits);
    this.track = track;
    if (!proposed) return;
    this.events.push(proposed);
    const state = stateOf(track, proposed);
    const closedAt = isOver(state) ? proposed.ship.positionAt : null;
    this.track = settle(track, { state, placeId: proposed.placeId, closedAt });
  }

  /** Says the same every `everyMs` for so long. */
  keep(says: Partial<Sighting>, forMs: number, everyMs = 10_000): this {
    for (const end = this.now + forMs; this.now < end; this.now += everyMs) this.report(says);
    return this;
  }

  /** Sails there from where she last was, a report every 10 s. */
  sail(to: LatLon, speedKnots = 12): this {
    const from = this.track.last?.position ?? SEA;
    const steps = 60;
    const metres = Math.hypot((to.lat - from.lat) * 111_320, (to.lon - from.lon) * 96_500);
    const stepMs = Math.max(2000, (metres / (speedKnots * 0.514)) * (1000 / steps));
    for (let step = 1; step <= steps; step += 1, this.now += stepMs) {
      const part = step / steps;
      const position = { lat: from.lat + (to.lat - from.lat) * part, lon: from.lon + (to.lon - from.lon) * part };
      this.report({ position, speedKnots, headingDeg: 300, navigationStatus: 'under-way-engine' });
    }
    return this;
  }
}

const moored = { position: B3_2.centre, navigationStatus: 'moored' } as const;
const anchored = { position: AN1.centre, speedKnots: 0.6, headingDeg: 40, navigationStatus: 'at-anchor' } as const;

test('[AIS60] [AIS61] [AIS62] [AIS63] a whole call: in over the limit, anchored, to a berth, along the quay, and out again', () => {
  const ship = new Watched().keep({ position: SEA, speedKnots: 12 }, MINUTE).sail(CHANNEL).sail(AN1.centre, 8);
  ship
    .keep(anchored, 60 * MINUTE, 3 * MINUTE)
    .sail(CHANNEL, 8)
    .sail(B3_2.centre, 4);
  ship.keep(moored, 120 * MINUTE, 3 * MINUTE).sail(B3_3.centre, 2);
  ship
    .keep({ ...moored, position: B3_3.centre }, 30 * MINUTE, 3 * MINUTE)
    .sail(CHANNEL, 6)
    .sail(SEA);
  ship.keep({ position: SEA, speedKnots: 12 }, 3 * MINUTE);
  expect(ship.told).toEqual([
    ...['arrived', 'anchored AN1', 'weighed AN1', 'berthed B3-2', 'unberthed B3-2', 'berthed B3-3'],
    ...['unberthed B3-3', 'departed'],
  ]);
  expect(ship.events.every(({ silentSince, watched }) => silentSince === null && watched)).toBe(true);
});

test('[AIS60] a ship that is first heard inside has not arrived: nobody saw it', () => {
  expect(new Watched().keep(moored, 10 * MINUTE, 3 * MINUTE).told).toEqual(['found', 'berthed B3-2']);
});

test('[AIS60] back within six hours is the same call, later another one; on the limit nothing comes and goes', () => {
  const inside = { position: { lat: 29.601, lon: 122.3 }, speedKnots: 10 };
  const over = { position: { lat: 29.598, lon: 122.3 }, speedKnots: 10 };
  const ship = new Watched()
    .keep({ position: SEA }, MINUTE)
    .sail(inside.position)
    .keep(inside, 3 * MINUTE);
  for (let turn = 0; turn < 20; turn += 1) ship.keep(over, 2 * MINUTE).keep(inside, 2 * MINUTE);
  expect(ship.told).toEqual(['arrived']);
  ship.sail(SEA).keep({ position: SEA }, 3 * MINUTE);
  ship.now += 4 * 60 * MINUTE;
  ship.sail(inside.position).keep(inside, 3 * MINUTE);
  expect(ship.told).toEqual(['arrived', 'departed', 'returned']);
  ship.sail(SEA).keep({ position: SEA }, 3 * MINUTE);
  ship.now += 7 * 60 * MINUTE;
  ship.sail(inside.position).keep(inside, 3 * MINUTE);
  expect(ship.told).toEqual(['arrived', 'departed', 'returned', 'departed', 'arrived']);
});

test('[AIS61] an anchorage counts when she is slow in it for ten minutes; the status shortens that and proves nothing', () => {
  const ship = new Watched().keep({ ...anchored, speedKnots: 6 }, 30 * MINUTE);
  expect(ship.told).toEqual(['found']);
  ship.keep({ ...anchored, navigationStatus: 'under-way-engine' }, 9 * MINUTE);
  expect(ship.told).toEqual(['found']);
  ship.keep({ ...anchored, navigationStatus: 'under-way-engine' }, 2 * MINUTE);
  expect(ship.told).toEqual(['found', 'anchored AN1']);
  // She swings round her anchor and out of the circle's edge, and stays.
  const edge = destination(AN1.centre, 90, AN1.radiusMetres + 200);
  ship.keep({ ...anchored, position: edge, speedKnots: 1.4 }, 30 * MINUTE);
  expect(ship.told).toEqual(['found', 'anchored AN1']);
  ship.keep({ ...anchored, speedKnots: 7 }, 2 * MINUTE);
  expect(ship.told).toEqual(['found', 'anchored AN1', 'weighed AN1']);
});

test('[AIS62] a berth counts when she lies along it, fits it and is slow; what she does not tell proves nothing against it', () => {
  const told = (says: Partial<Sighting>): string[] => new Watched().keep({ ...moored, ...says }, 20 * MINUTE).told;
  expect(told({})).toContain('berthed B3-2');
  expect(told({ headingDeg: 290 })).toContain('berthed B3-2');
  expect(told({ headingDeg: null, lengthMetres: null })).toContain('berthed B3-2');
  expect(told({ navigationStatus: 'under-way-engine' })).toContain('berthed B3-2');
  expect(told({ headingDeg: 20 })).toEqual(['found']);
  expect(told({ lengthMetres: 401 })).toEqual(['found']);
  expect(told({ speedKnots: 1.2 })).toEqual(['found']);
  expect(told({ speedKnots: null })).toEqual(['found']);
  expect(told({ position: offset(B3_2.centre, 0, 120) })).toEqual(['found']);
  // The antenna stands far aft: it is the hull that lies at the berth.
  const hull = { toBowMetres: 170, toSternMetres: 10, toPortMetres: 10, toStarboardMetres: 20 };
  const aft = destination(B3_3.centre, 290, 120);
  expect(told({ position: aft, hull })).toContain('berthed B3-3');
});

test('[AIS62] on the line between two berths she lies at one of them, and stays there', () => {
  const between = destination(B3_2.centre, 110, 161);
  const ship = new Watched();
  for (let at = 0; at < 60; at += 1) {
    ship.keep({ ...moored, position: destination(between, 110, at % 2 === 0 ? 8 : -8) }, MINUTE, MINUTE);
  }
  expect(ship.told).toHaveLength(2);
});

test('[AIS63] receivers that jump, reports of other stations with her number, and surge at the quay move no ship', () => {
  const ship = new Watched().keep(moored, 30 * MINUTE, 3 * MINUTE);
  const there = ship.told;
  let random = 7;
  const next = (): number => (random = (random * 16_807) % 2_147_483_647) / 2_147_483_647;
  for (let at = 0; at < 2000; at += 1) {
    const jump = at % 97 === 0 ? 20_000 : at % 11 === 0 ? 250 : 12;
    const position = destination(B3_2.centre, next() * 360, next() * jump);
    ship.keep({ ...moored, position, speedKnots: next() * 1.2, headingDeg: at % 5 === 0 ? null : 112 }, 10_000);
  }
  expect(ship.told).toEqual(there);
  // Another station claims the number far away, as often as she does.
  for (let at = 0; at < 200; at += 1) ship.keep(moored, 10_000).keep({ position: SEA, speedKnots: 14 }, 10_000);
  expect(ship.told).toEqual(there);
});

test('[AIS64] silence is no departure: a moored ship that is silent for minutes, or days, lies where she lay', () => {
  const ship = new Watched().keep(moored, 30 * MINUTE, 6 * MINUTE + 2000);
  ship.now += 3 * 24 * 60 * MINUTE;
  ship.keep(moored, 30 * MINUTE, 3 * MINUTE);
  expect(ship.told).toEqual(['found', 'berthed B3-2']);
});

test('[AIS64] what happened in a silence says since when nobody heard her, and after a start that nobody listened', () => {
  const ship = new Watched().keep(moored, 30 * MINUTE, 3 * MINUTE);
  const silentSince = ship.track.last!.positionAt;
  ship.now += 8 * 60 * MINUTE;
  ship.keep({ position: SEA, speedKnots: 14 }, 10 * MINUTE);
  expect(ship.told).toEqual(['found', 'berthed B3-2', 'unberthed B3-2', 'departed']);
  expect(ship.events[2]).toMatchObject({ silentSince, watched: true });

  const restarted = new Watched();
  restarted.track = settle(UNKNOWN_TRACK, { state: 'BERTHED', placeId: 'B3-2', closedAt: null });
  restarted.keep(moored, 30 * MINUTE, 3 * MINUTE);
  expect(restarted.told).toEqual([]);
  restarted.track = settle(UNKNOWN_TRACK, { state: 'BERTHED', placeId: 'B3-2', closedAt: null });
  restarted.keep({ position: CHANNEL, speedKnots: 9 }, 3 * MINUTE);
  expect(restarted.told).toEqual(['unberthed B3-2']);
  expect(restarted.events[0]).toMatchObject({ watched: false, silentSince: null });
});

test('[AIS63] she has left the berth when she began to sail, not when she was far enough away to be believed', () => {
  const ship = new Watched().keep(moored, 30 * MINUTE, 3 * MINUTE);
  const left = ship.now;
  ship.sail(CHANNEL, 6);
  expect(ship.told.at(-1)).toBe('unberthed B3-2');
  expect(ship.events.at(-1)!.ship.positionAt).toBe(left);
});
