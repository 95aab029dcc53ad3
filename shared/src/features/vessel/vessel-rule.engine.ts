import { distressOf } from './distress.rules.js';
import { isSighting, type PortCallLimits, type Sighting } from './port-call.rules.js';
import { placeOf, type PortSite, type Zone } from './port-site.js';
import type { SafetyText } from './safety-text.js';
import type { AlertFacts, VesselRule } from './vessel-alert.model.js';
import { findingKey, findingOf, RuleBoard } from './vessel-rule.board.js';
import type { Verdict } from './vessel-rule.condition.js';
import type { RuleLimits } from './vessel-rule.limits.js';
import { findAlongside, findApproaches, isApproaching, type Pair } from './vessel-rule.pairs.js';
import { place, type Oddity, type Places } from './vessel-rule.places.js';
import {
  leftVerdict,
  silentVerdict,
  speedVerdict,
  zoneVerdict,
  type Clearance,
  type Stay,
} from './vessel-rule.ship.js';
import { IDENTITY_FIELDS, type IdentityChange, type Vessel } from './vessel.model.js';
import type { LostLimits } from './vessel.rules.js';

/** The site as it is at this look. */
export interface RuleSite {
  readonly site: PortSite;
  readonly limits: RuleLimits;
  readonly lost: LostLimits;
  readonly calls: PortCallLimits;
  readonly clearanceOf: (ship: Vessel) => Clearance;
  /** Where the port calls have her; null for a ship that makes none. */
  readonly stayOf: (ship: Vessel) => Stay | null;
}

/** One MMSI between two looks. */
interface Followed {
  /** Of the newest report taken, ms. */
  at: number;
  /** The newest one that was hers. */
  last: Sighting;
  places: Places | null;
  /** Where she lay last and was not cleared to leave. */
  lay: string | null;
  /** When the last oddity of each kind was found, ms. */
  oddAt: Partial<Record<VesselRule, number>>;
}

/** Since when a source is heard without a pause, and when it was heard last, ms. */
interface Hearing {
  since: number;
  at: number;
}

/** A source that is silent for so long hears nobody: then no ship is silent (AIS18). */
const SOURCE_SILENT_MS = 60_000;
/** What takes all ships at once is looked for this often, ms: more often than most of them report. */
const COMPARE_EVERY_MS = 5000;
/** Pairs compared in one look, so that no crowd of ships holds up the traffic. */
const MOST_COMPARISONS = 50_000;
/** Different texts remembered, of all stations and of one. */
const MOST_TEXTS = 500;
const MOST_TEXTS_OF_ONE = 5;
const ODDITIES = { shared: 'shared-mmsi', jump: 'impossible-speed' } as const satisfies Record<
  Oddity['kind'],
  VesselRule
>;
/** Rules that hold of an event, not of a state: over when nothing like it was seen for long. */
const EVENTS: readonly VesselRule[] = ['shared-mmsi', 'impossible-speed', 'identity-changed', 'safety-text'];

/** [AIS70]–[AIS78] Takes the picture again and again and says on its board which rules hold of whom. */
export class RuleEngine {
  readonly board = new RuleBoard();
  readonly #ships = new Map<string, Followed>();
  readonly #hearing = new Map<string, Hearing>();
  /** What changed last of the identity of an alert that stands, and when, ms. */
  readonly #identities = new Map<string, { readonly at: number; readonly changes: AlertFacts['changes'] }>();
  /** When a text of an alert that stands was heard last, ms. */
  readonly #texts = new Map<string, number>();
  readonly #mostShips: number;
  #comparedAt = -Infinity;
  #isCut = false;

  constructor(mostShips = 20_000) {
    this.#mostShips = mostShips;
  }

  get followedShips(): number {
    return this.#ships.size;
  }

  /** The last look for pairs met more ships close together than it compares. */
  get isCut(): boolean {
    return this.#isCut;
  }

  look(vessels: Iterable<Vessel>, now: number, rules: RuleSite): void {
    const heard: Sighting[] = [];
    for (const vessel of vessels) {
      if (vessel.kind !== 'ship' || !isSighting(vessel)) continue;
      heard.push(vessel);
      this.#hear(vessel, now, rules);
    }
    const isDue = now - this.#comparedAt >= COMPARE_EVERY_MS || now < this.#comparedAt;
    if (!isDue) return;
    this.#comparedAt = now;
    this.#findSilences(now, rules);
    this.#endEvents(now, rules);
    this.#findPairs(heard, now, rules);
    this.board.endPlaces(new Set((rules.site.zones ?? []).map(({ id }) => id)));
    const { unseenMs, timing } = rules.limits;
    this.board.sweep(now, { unseenMs, gapMs: timing.alongside.gapMs });
  }

  /** [AIS75] A ship says that she is another one: what AIS28 records. */
  hearIdentity(change: IdentityChange, ship: Vessel, { limits }: Pick<RuleSite, 'limits'>): void {
    if (!isSighting(ship) || ship.kind !== 'ship') return;
    const key = findingKey('identity-changed', [ship], ship);
    const { at, field, before, after } = change;
    if (!isOn('identity-changed', limits)) return;
    // One message may change several fields, which are told one after the other.
    const known = this.#identities.get(key);
    const changes = known?.at === at ? known.changes : [];
    if (changes.length < IDENTITY_FIELDS.length) changes.push({ field, before, after });
    this.#identities.delete(key);
    this.#identities.set(key, { at, changes });
    if (this.#identities.size > this.#mostShips) forgetFirst(this.#identities);
    const timing = limits.timing['identity-changed'];
    this.board.judge(key, 'identity-changed', { verdict: 'yes', at, now: at, timing }, () =>
      findingOf('identity-changed', [ship], { changes }),
    );
  }

  /** [AIS110] A station says something to the others. A beacon's own words are of its alarm. */
  hearText({ text, addressee, at }: SafetyText, station: Vessel, { limits }: Pick<RuleSite, 'limits'>): void {
    if (text === '' || !isSighting(station) || distressOf(station) !== null || !isOn('safety-text', limits)) return;
    const key = findingKey('safety-text', [station], { simulated: station.simulated, placeId: text });
    if (!this.#texts.has(key) && !this.#hasRoomForText(station)) return;
    this.#texts.set(key, at);
    const timing = limits.timing['safety-text'];
    this.board.judge(key, 'safety-text', { verdict: 'yes', at, now: at, timing }, () =>
      findingOf('safety-text', [station], { text, addressee }),
    );
  }

  /** A station that says ever other things takes no more than its share, so that others are heard. */
  #hasRoomForText({ mmsi }: Vessel): boolean {
    if (this.#texts.size >= MOST_TEXTS) return false;
    const of = [...this.#texts.keys()].filter((key) => key.startsWith(`safety-text ${mmsi} `));
    return of.length < MOST_TEXTS_OF_ONE;
  }

  #hear(ship: Sighting, now: number, rules: RuleSite): void {
    const key = ship.simulated ? `${ship.mmsi} simulated` : ship.mmsi;
    const known = this.#ships.get(key);
    const at = ship.positionAt;
    if (known?.at === at) return;
    this.#hearSource(ship);
    // A clock that was set back begins anew.
    const before = known !== undefined && at > known.at ? known.places : null;
    const { places, oddity, isStray } = place(before, { position: ship.position, at }, rules.limits.jump);
    const next: Followed = known ?? { at, last: ship, places, lay: null, oddAt: {} };
    next.at = at;
    next.places = places;
    this.#ships.delete(key);
    this.#ships.set(key, next);
    if (this.#ships.size > this.#mostShips) forgetFirst(this.#ships);
    if (oddity) this.#judgeOddity(ship, next, oddity, now, rules);
    if (isStray) return;
    next.last = ship;
    for (const zone of rules.site.zones ?? []) this.#judgeZone(ship, zone, now, rules);
    const { verdict, lay } = leftVerdict(next.lay, rules.stayOf(ship), () => rules.clearanceOf(ship));
    const left = next.lay;
    next.lay = lay;
    this.#judge('left-before-clearance', [ship], verdict, { at, now, rules }, () => placeFacts(rules.site, left));
  }

  #hearSource({ source, positionAt: at }: Sighting): void {
    const known = this.#hearing.get(source);
    const isPause = !known || at - known.at > SOURCE_SILENT_MS;
    this.#hearing.set(source, { since: isPause ? at : known.since, at: Math.max(at, known?.at ?? at) });
  }

  #judgeZone(ship: Sighting, zone: Zone, now: number, rules: RuleSite): void {
    const look = { at: ship.positionAt, now, rules, placeId: zone.id };
    const at: Partial<AlertFacts> = { place: { id: zone.id, name: zone.name } };
    this.#judge('zone-entered', [ship], zoneVerdict(ship, zone, rules.limits), look, () => at);
    this.#judge('over-speed', [ship], speedVerdict(ship, zone, rules.limits), look, () => ({
      ...at,
      ...{ knots: ship.speedKnots, limitKnots: zone.speedLimitKnots },
    }));
  }

  #judgeOddity(
    ship: Sighting,
    followed: Followed,
    { kind, metres, knots }: Oddity,
    now: number,
    rules: RuleSite,
  ): void {
    const rule = ODDITIES[kind];
    followed.oddAt[rule] = now;
    this.#judge(rule, [ship], 'yes', { at: now, now, rules }, () => ({ metres, knots }));
  }

  #findSilences(now: number, rules: RuleSite): void {
    const { unseenMs, silent } = rules.limits;
    for (const [key, { last }] of this.#ships) {
      const hearing = this.#hearing.get(last.source);
      if (!hearing || now - hearing.at > SOURCE_SILENT_MS) continue;
      const silentMs = now - Math.max(last.positionAt, hearing.since);
      if (silentMs > silent.afterMs + unseenMs) {
        this.#ships.delete(key);
        continue;
      }
      const verdict = silentVerdict(last, silentMs, rules);
      this.#judge('silent', [last], verdict, { at: now, now, rules }, () => ({ seconds: silentMs / 1000 }));
    }
  }

  /** [AIS74] [AIS75] What is an event is over when nothing like it was seen for long. */
  #endEvents(now: number, { limits }: RuleSite): void {
    const standing = [...this.board.standing()].filter(({ rule }) => EVENTS.includes(rule));
    for (const { key, rule, finding, heldFrom } of standing) {
      const [subject] = finding?.ships ?? [];
      const ship = subject && this.#ships.get(finding?.simulated ? `${subject.mmsi} simulated` : subject.mmsi);
      const seenAt =
        rule === 'identity-changed' ? this.#identities.get(key)?.at : (this.#texts.get(key) ?? ship?.oddAt[rule]);
      if (now - (seenAt ?? heldFrom) <= limits.quietMs) continue;
      this.#identities.delete(key);
      this.#texts.delete(key);
      this.board.judge(key, rule, { verdict: 'no', at: now, now, timing: limits.timing[rule] }, () => {
        throw new Error('nothing is found by a no');
      });
    }
  }

  #findPairs(heard: readonly Sighting[], now: number, rules: RuleSite): void {
    const { limits, lost } = rules;
    const ships = isOn('close-approach', limits)
      ? heard.filter((ship) => isApproaching(ship, now, { ...rules, limits: limits.approach }))
      : [];
    const found = findApproaches(ships, now, limits.approach, MOST_COMPARISONS);
    this.#isCut = found.isCut;
    this.#judgePairs('close-approach', found.pairs, now, rules);
    const waiting = isOn('alongside', limits) ? heard.filter((ship) => rules.clearanceOf(ship) === 'pending') : [];
    const isThere = (ship: Sighting): boolean => now - ship.positionAt <= lost.stillMs;
    const alongside = waiting.length === 0 ? [] : findAlongside(waiting.filter(isThere), heard.filter(isThere), rules);
    this.#judgePairs('alongside', alongside, now, rules);
  }

  #judgePairs(rule: 'close-approach' | 'alongside', pairs: readonly Pair[], now: number, rules: RuleSite): void {
    const named = new Set<string>();
    for (const { one, other, verdict, metres, seconds } of pairs) {
      named.add(findingKey(rule, [one, other], one));
      this.#judge(rule, [one, other], verdict, { at: now, now, rules }, () => ({ metres, seconds }));
    }
    // Of whom this look had no time for, nothing is known.
    if (rule === 'close-approach' && this.#isCut) return;
    this.board.judgeOthers(rule, named, { at: now, now, timing: rules.limits.timing[rule] });
  }

  #judge(
    rule: VesselRule,
    ships: readonly Sighting[],
    verdict: Verdict,
    look: { readonly at: number; readonly now: number; readonly rules: RuleSite; readonly placeId?: string },
    facts: () => Partial<AlertFacts>,
  ): void {
    const [first] = ships;
    if (!first) return;
    const { at, now, placeId = null } = look;
    const { limits } = look.rules;
    if (verdict !== 'yes' && !this.board.isWatching(rule)) return;
    const key = findingKey(rule, ships, { simulated: first.simulated, placeId });
    const said = isOn(rule, limits) ? verdict : 'no';
    this.board.judge(key, rule, { verdict: said, at, now, timing: limits.timing[rule] }, () =>
      findingOf(rule, ships, facts()),
    );
  }
}

/** Who was heard last stands last: the first one gives way. */
function forgetFirst(kept: Map<string, unknown>): void {
  const first = kept.keys().next();
  if (!first.done) kept.delete(first.value);
}

/** A rule that is switched off finds nothing. */
function isOn(rule: VesselRule, limits: RuleLimits): boolean {
  return limits.most(rule) > 0;
}

function placeFacts(site: PortSite, id: string | null): Partial<AlertFacts> {
  const found = id === null ? null : placeOf(site, id);
  return found ? { place: { id: found.id, name: found.name } } : {};
}
