import { expect, test } from 'vitest';
import { destination, type LatLon } from '../../kernel/geodesy.js';
import { DEFAULT_SETTINGS } from '../../kernel/settings.js';
import { portCallLimits, type Sighting } from './port-call.rules.js';
import type { PortSite } from './port-site.js';
import { SAMPLE_PORT } from './sample-port.js';
import type { VesselRule } from './vessel-alert.model.js';
import { METRES_PER_KNOT_S } from './vessel-rule.approach.js';
import { findingKey } from './vessel-rule.board.js';
import { RuleEngine, type RuleSite } from './vessel-rule.engine.js';
import { ruleLimits } from './vessel-rule.limits.js';
import type { Clearance, Stay } from './vessel-rule.ship.js';
import { sighting } from './vessel-rule-testing.js';
import { lostLimits } from './vessel.rules.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HERE: LatLon = { lat: 29.95, lon: 121.95 };
/** Four kilometres of fairway, 10 kn; east of it water nobody may enter. */
const SITE: PortSite = {
  ...SAMPLE_PORT,
  zones: [
    { ...{ id: 'F1', name: { zh: '航道', en: 'Fairway' }, noEntry: false, speedLimitKnots: 10 }, ring: box(0, 4000) },
    {
      ...{ id: 'X1', name: { zh: '禁入', en: 'No entry' }, noEntry: true, speedLimitKnots: null },
      ring: box(4000, 6000),
    },
  ],
};

function box(west: number, east: number): LatLon[] {
  const corner = (x: number, y: number): LatLon => destination(destination(HERE, 90, x), 0, y);
  return [corner(west, -500), corner(east, -500), corner(east, 500), corner(west, 500)];
}

/** A port whose ships say where they are every ten seconds. */
class Port {
  readonly engine = new RuleEngine();
  now = 0;
  clearance: Clearance = 'unknown';
  readonly stays = new Map<string, Stay>();
  readonly #ships = new Map<string, Sighting>();
  readonly raised: string[] = [];
  readonly #standing = new Set<string>();

  get rules(): RuleSite {
    return {
      ...{ site: SITE, limits: ruleLimits(DEFAULT_SETTINGS), lost: lostLimits(DEFAULT_SETTINGS) },
      calls: portCallLimits(DEFAULT_SETTINGS),
      clearanceOf: () => this.clearance,
      stayOf: ({ mmsi }) => this.stays.get(mmsi) ?? null,
    };
  }

  say(mmsi: number, over: Partial<Sighting> & Pick<Sighting, 'position'>): void {
    const ship = sighting(mmsi, { positionAt: this.now, lastReportAt: this.now, ...over });
    this.#ships.set(ship.mmsi, ship);
  }

  look(): void {
    this.engine.look(this.#ships.values(), this.now, this.rules);
    const standing = [...this.engine.board.standing()];
    for (const { key } of standing) {
      if (!this.#standing.has(key)) this.raised.push(`${this.now / MINUTE} ${key}`);
    }
    this.#standing.clear();
    for (const { key } of standing) this.#standing.add(key);
  }

  /** Lets time pass; `each` says where ships are. */
  run(minutes: number, each: (minute: number) => void): void {
    const until = this.now + minutes * MINUTE;
    for (; this.now < until; this.now += 5 * SECOND) {
      // Looked at more often than anybody reports.
      if (this.now % (10 * SECOND) === 0) each(this.now / MINUTE);
      this.look();
    }
  }

  standing(rule: VesselRule) {
    return [...this.engine.board.standing()].filter((one) => one.rule === rule);
  }
}

const sail = (minute: number, knots: number): number => minute * 60 * knots * METRES_PER_KNOT_S;
const eastOf = (metres: number, north = 0): LatLon => destination(destination(HERE, 90, metres), 0, north);
/** Somebody else is heard by the same receiver. */
const hum = (port: Port): void => port.say(99, { position: eastOf(-9000) });

test('[AIS77] over the limit and its tolerance for a minute is too fast; at the limit, between the two and outside is not', () => {
  const run = (knots: number): Port => {
    const port = new Port();
    port.run(8, (minute) => port.say(1, { position: eastOf(sail(minute, knots)), speedKnots: knots, courseDeg: 90 }));
    return port;
  };
  expect(run(12).raised).toEqual(['1 over-speed 000000001 F1']);
  expect(run(11).raised).toEqual([]);
  expect(run(102).raised.filter((one) => one.includes('over-speed'))).toEqual([]);
  const [found] = (() => {
    const port = new Port();
    port.run(2, (minute) => port.say(1, { position: eastOf(sail(minute, 14)), speedKnots: 14, courseDeg: 90 }));
    return port.standing('over-speed');
  })();
  expect(found?.finding?.facts).toMatchObject({ knots: 14, limitKnots: 10, place: { id: 'F1' } });
  expect(found?.since).toBe(0);
});

test('[AIS70] [AIS77] who is now and then too fast is told of once in the cool-down, not with every gust', () => {
  const port = new Port();
  // Two minutes too fast, one within the limit, for forty minutes, to and fro.
  port.run(40, (minute) => {
    const speedKnots = minute % 3 < 2 ? 12 : 9;
    port.say(1, { position: eastOf(2000 + (minute % 2) * 100), speedKnots, courseDeg: 90 });
  });
  expect(port.raised.length).toBeGreaterThanOrEqual(2);
  expect(port.raised.length).toBeLessThanOrEqual(4);
});

test('[AIS76] a zone is entered after half a minute in it and left beyond its margin; its edge raises nothing twice', () => {
  const port = new Port();
  const at =
    (metres: number, shipType: Sighting['shipType'] = 'cargo') =>
    () =>
      port.say(1, { position: eastOf(metres), speedKnots: 2, courseDeg: 90, shipType });
  port.run(2, at(3990));
  expect(port.standing('zone-entered')).toHaveLength(0);
  port.run(1, at(4010));
  expect(port.standing('zone-entered')).toHaveLength(1);
  // On the edge, in and out: it stands.
  port.run(5, (minute) => at(4000 + (Math.round(minute * 6) % 2 ? 40 : -40))());
  expect(port.standing('zone-entered')).toHaveLength(1);
  port.run(2, at(3880));
  expect(port.standing('zone-entered')).toHaveLength(0);
  expect(port.raised).toHaveLength(1);
  port.run(5, at(4500, 'tug'));
  expect(port.raised).toHaveLength(1);
});

test('[AIS71] who leaves her place while she waits for clearance is told of; cleared or not known she is not', () => {
  const story = (clearance: Clearance): Port => {
    const port = new Port();
    port.clearance = clearance;
    const says = () => port.say(1, { position: eastOf(-3000), speedKnots: 4, courseDeg: 90 });
    port.stays.set('000000001', { state: 'ANCHORED', placeId: 'AN1' });
    port.run(5, says);
    port.stays.set('000000001', { state: 'SHIFTING', placeId: null });
    port.run(1, says);
    return port;
  };
  const port = story('pending');
  expect(port.standing('left-before-clearance').map(({ finding }) => finding?.facts.place?.id)).toEqual(['AN1']);
  expect(story('cleared').raised).toEqual([]);
  expect(story('unknown').raised).toEqual([]);
  // Back at her anchorage it is over.
  port.stays.set('000000001', { state: 'ANCHORED', placeId: 'AN1' });
  port.run(1, () => port.say(1, { position: eastOf(-3000), speedKnots: 0, courseDeg: 90 }));
  expect(port.standing('left-before-clearance')).toEqual([]);
});

test('[AIS72] alongside one who waits for three minutes, and over when she is gone; never without a clearance that is pending', () => {
  const story = (clearance: Clearance): Port => {
    const port = new Port();
    port.clearance = clearance;
    const anchorage = SITE.anchorages[0]!.centre;
    port.run(10, (minute) => {
      port.say(1, { position: anchorage, speedKnots: 0.1 });
      const away = minute < 2 || minute > 7 ? 900 : 30;
      port.say(2, { position: destination(anchorage, 45, away), speedKnots: 0.5 });
    });
    return port;
  };
  const port = story('pending');
  expect(port.raised).toEqual(['5 alongside 000000001+000000002']);
  expect(port.standing('alongside')).toEqual([]);
  expect(story('unknown').raised).toEqual([]);
});

test('[AIS78] two ships head on are told of before they meet, once, and it is over when they have passed', () => {
  const port = new Port();
  port.run(10, (minute) => {
    port.say(1, { position: eastOf(-8000 + sail(minute, 10), 20), speedKnots: 10, courseDeg: 90 });
    port.say(2, { position: eastOf(-5000 - sail(minute, 10), -20), speedKnots: 10, courseDeg: 270 });
    // One at anchor between them, whom both pass.
    port.say(3, { position: eastOf(-6500), speedKnots: 0.2, courseDeg: 90, navigationStatus: 'at-anchor' });
  });
  expect(port.raised).toHaveLength(1);
  expect(port.raised[0]).toContain('close-approach 000000001+000000002');
  expect(Number.parseFloat(port.raised[0]!)).toBeLessThan(1.5);
  expect(port.standing('close-approach')).toEqual([]);
});

const IMO = { imo: 9_990_014 };

test('[AIS73] half an hour of silence under way inside the port is told of until she is heard again; lying, leaving and small craft are not', () => {
  const story = (says: Partial<Sighting>): Port => {
    const port = new Port();
    port.run(45, (minute) => {
      hum(port);
      if (minute < 5) port.say(1, { position: eastOf(-4000), speedKnots: 8, courseDeg: 270, ...IMO, ...says });
    });
    return port;
  };
  const port = story({});
  expect(port.raised).toHaveLength(1);
  expect(Number.parseFloat(port.raised[0]!)).toBeCloseTo(35, 0);
  expect(port.standing('silent')[0]?.finding?.facts.seconds).toBeGreaterThan(1800);
  port.say(1, { position: eastOf(-9000), speedKnots: 8, courseDeg: 270, ...IMO });
  port.run(1, () => hum(port));
  expect(port.standing('silent')).toEqual([]);
  expect(story({ speedKnots: 0.3 }).raised).toEqual([]);
  expect(story({ imo: null }).raised).toEqual([]);
  // A kilometre off the eastern limit and outward bound: out of hearing.
  expect(story({ position: { lat: 29.9, lon: 122.59 }, courseDeg: 90 }).raised).toEqual([]);
});

test('[AIS73] when the receiver is silent no ship is, nor when it comes back', () => {
  const port = new Port();
  const all = (minute: number): void => {
    for (let ship = 1; ship <= 20; ship += 1) {
      port.say(ship, { position: eastOf(-5000 + ship * 10, ship * 600), speedKnots: 8, courseDeg: 0, ...IMO });
    }
    expect(minute).toBeGreaterThanOrEqual(0);
  };
  port.run(5, all);
  port.run(55, () => undefined);
  port.run(1, () => hum(port));
  expect(port.raised).toEqual([]);
  port.run(5, all);
  expect(port.raised).toEqual([]);
});

test('[AIS74] two ships that use one MMSI are told of once; a receiver that jumps is not; a ship that went on elsewhere is', () => {
  const story = (place: (index: number) => LatLon): Port => {
    const port = new Port();
    let index = 0;
    port.run(6, () => port.say(1, { position: place(index++), speedKnots: 8, courseDeg: 0 }));
    return port;
  };
  const far = eastOf(0, 20_000);
  const shared = story((index) => (index % 2 === 0 ? HERE : far));
  expect(shared.raised).toEqual([expect.stringContaining('shared-mmsi 000000001')]);
  expect(shared.standing('shared-mmsi')[0]?.finding?.facts.metres).toBeCloseTo(20_000, -2);
  expect(story((index) => (index % 3 === 2 ? eastOf(0, 20_000 + index * 9000) : HERE)).raised).toEqual([]);
  expect(story((index) => eastOf(0, index * 50)).raised).toEqual([]);
  const jumped = story((index) => (index < 10 ? HERE : far));
  expect(jumped.raised).toEqual([expect.stringContaining('impossible-speed 000000001')]);
  // A feed that is two minutes late puts a ship back, and is no second ship.
  const late = story((index) => eastOf(0, sail((index % 2 === 0 ? index : index - 12) / 6, 20)));
  expect(late.raised).toEqual([]);
  // A quarter of an hour after the second place was heard last begins the hour of quiet that ends it.
  let minute = 0;
  shared.run(80, () => shared.say(1, { position: HERE, speedKnots: (minute += 1) % 5, courseDeg: 0 }));
  expect(shared.standing('shared-mmsi')).toEqual([]);
  expect(shared.raised).toHaveLength(1);
});

test('[AIS74] a report from where she cannot be moves nothing else of her', () => {
  const port = new Port();
  let index = 0;
  // Every other report lies in the water nobody may enter, 20 km off.
  port.run(6, () => port.say(1, { position: index++ % 2 === 0 ? eastOf(-16_000) : eastOf(5000), speedKnots: 8 }));
  expect(port.raised.filter((one) => one.includes('zone-entered'))).toEqual([]);
});

test('[AIS75] a ship that says another IMO number is told of with both, and again only as one alert', () => {
  const port = new Port();
  const ship = sighting(1, { position: HERE });
  const change = { field: 'imo', before: '9990014', after: '9990026', at: 0, source: 'shore' } as const;
  port.engine.hearIdentity(change, ship, port.rules);
  port.engine.hearIdentity({ ...change, field: 'callSign', before: 'A', after: 'B' }, ship, port.rules);
  port.engine.hearIdentity({ ...change, before: change.after, after: change.before, at: 9 }, ship, port.rules);
  expect(port.standing('identity-changed').map(({ finding }) => finding?.facts.changes)).toEqual([
    [
      { field: 'imo', before: '9990014', after: '9990026' },
      { field: 'callSign', before: 'A', after: 'B' },
    ],
  ]);
  port.engine.hearIdentity(change, { ...ship, kind: 'aid-to-navigation' }, port.rules);
  expect(port.standing('identity-changed')).toHaveLength(1);
});

test('[AIS70] what stood before a restart stands on while it is so, and goes when nothing can be said of it', () => {
  const port = new Port();
  const key = findingKey('over-speed', [{ mmsi: '000000001' }], { simulated: false, placeId: 'F1' });
  port.engine.board.adopt(key, 'over-speed', -MINUTE, 0);
  port.run(80, () => undefined);
  expect(port.standing('over-speed')).toHaveLength(1);
  port.run(15, () => undefined);
  expect(port.standing('over-speed')).toEqual([]);
  expect(port.engine.board.wasSeenOver(key)).toBe(false);
});

test('[AIS74] bug: an event that stood before a restart was over at the first look after it', () => {
  const port = new Port();
  const key = findingKey('shared-mmsi', [{ mmsi: '000000001' }], { simulated: false });
  port.engine.board.adopt(key, 'shared-mmsi', -MINUTE, 0);
  port.run(30, () => undefined);
  expect(port.standing('shared-mmsi')).toHaveLength(1);
});

test('[AIS76] bug: alerts of a zone that was deleted stood for an hour and a half', () => {
  const port = new Port();
  const key = findingKey('zone-entered', [{ mmsi: '000000001' }], { simulated: false, placeId: 'no such zone' });
  port.engine.board.adopt(key, 'zone-entered', -MINUTE, 0);
  port.run(1, () => undefined);
  expect(port.standing('zone-entered')).toEqual([]);
});

test('[AIS70] a ship that is really heard and one of a recording are two, and never a pair', () => {
  const port = new Port();
  port.run(3, (minute) => {
    port.say(1, { position: eastOf(-8000 + sail(minute, 10)), speedKnots: 10, courseDeg: 90 });
    port.say(2, { position: eastOf(-7000 - sail(minute, 10)), speedKnots: 10, courseDeg: 270, simulated: true });
  });
  expect(port.raised).toEqual([]);
});

test('[AIS70] whoever invents ships fills no memory', () => {
  const engine = new RuleEngine(500);
  const port = new Port();
  for (let round = 0; round < 5; round += 1) {
    const ships = Array.from({ length: 1000 }, (_, at) =>
      sighting(round * 1000 + at, {
        position: eastOf(at * 15),
        positionAt: round * MINUTE,
        speedKnots: 30,
        courseDeg: 90,
      }),
    );
    engine.look(ships, round * MINUTE, port.rules);
  }
  expect(engine.followedShips).toBe(500);
  expect(engine.board.size).toBeLessThanOrEqual(50_000);
});
