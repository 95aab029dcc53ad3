import { toInstant } from '../../kernel/time.js';
import type { Sighting } from './port-call.rules.js';
import { NO_FACTS, type AlertFacts, type AlertShip, type VesselAlert, type VesselRule } from './vessel-alert.model.js';
import { judge, type Condition, type Timing, type Verdict } from './vessel-rule.condition.js';

/** What a rule found, as an alert will say it. */
export interface Finding {
  readonly rule: VesselRule;
  readonly simulated: boolean;
  readonly ships: readonly AlertShip[];
  readonly facts: AlertFacts;
}

interface Entry {
  readonly rule: VesselRule;
  condition: Condition;
  /** As it was when it became certain; null for one that a restart found in the database. */
  finding: Finding | null;
  /** The last look that knew anything, ms. */
  seenAt: number;
  /** When a restart took it over, ms; -Infinity for one that was seen to begin. */
  readonly heldFrom: number;
}

/** Rules and pairs remembered at once; AIS is open radio, and whoever invents ships fills no memory. */
const MOST_ENTRIES = 50_000;

/** Of whom a rule holds: one alert for each as long as it lasts. [AIS70] */
export function findingKey(
  rule: VesselRule,
  ships: readonly { readonly mmsi: string }[],
  { simulated, placeId = null }: { readonly simulated: boolean; readonly placeId?: string | null },
): string {
  const [one, other] = ships.map(({ mmsi }) => mmsi);
  const subjects = one && other ? (one < other ? `${one}+${other}` : `${other}+${one}`) : one;
  return `${rule} ${subjects ?? ''}${placeId === null ? '' : ` ${placeId}`}${simulated ? ' simulated' : ''}`;
}

const OF_ZONES: readonly VesselRule[] = ['zone-entered', 'over-speed'];
const MMSI_DIGITS = 9;

/** The place in a key of `findingKey`. */
function zoneOf(key: string, rule: VesselRule): string {
  return key.slice(rule.length + MMSI_DIGITS + 2).replace(/ simulated$/u, '');
}

/** The key of an alert that stands. Only zones, and texts, tell alerts of one rule and one ship apart. */
export function alertKey({ rule, ships, simulated, facts }: VesselAlert): string {
  const apart = rule === 'safety-text' ? facts.text : OF_ZONES.includes(rule) ? (facts.place?.id ?? null) : null;
  return findingKey(rule, ships, { simulated, placeId: apart });
}

export function alertShip({ mmsi, name, position, positionAt, speedKnots, courseDeg }: Sighting): AlertShip {
  return { mmsi, name, position, positionAt: toInstant(positionAt), speedKnots, courseDeg };
}

export function findingOf(rule: VesselRule, ships: readonly Sighting[], facts: Partial<AlertFacts>): Finding {
  const simulated = ships.some((ship) => ship.simulated);
  return { rule, simulated, ships: ships.map(alertShip), facts: { ...NO_FACTS, ...facts } };
}

/** [AIS70] What every rule has begun to say, says, or has ceased to say. */
export class RuleBoard {
  readonly #entries = new Map<string, Entry>();
  readonly #counts = new Map<VesselRule, number>();

  get size(): number {
    return this.#entries.size;
  }

  /** Whether a rule has begun to hold of anybody: as long as it has not, only a `yes` is worth a look. */
  isWatching(rule: VesselRule): boolean {
    return (this.#counts.get(rule) ?? 0) > 0;
  }

  judge(
    key: string,
    rule: VesselRule,
    look: { readonly verdict: Verdict; readonly at: number; readonly now: number; readonly timing: Timing },
    finding: () => Finding,
  ): void {
    const before = this.#entries.get(key);
    if (!before && (look.verdict !== 'yes' || this.#entries.size >= MOST_ENTRIES)) return;
    const condition = judge(before?.condition ?? null, look.verdict, look.at, look.timing);
    if (!condition) {
      this.#delete(key, rule);
      return;
    }
    const isNew = condition.kind === 'raised' && before?.condition.kind !== 'raised';
    const entry = before ?? { rule, condition, finding: null, seenAt: look.now, heldFrom: -Infinity };
    entry.condition = condition;
    if (isNew) entry.finding = finding();
    if (look.verdict !== 'unknown') entry.seenAt = look.now;
    if (!before) this.#add(key, entry);
  }

  /** An alert that stands from before a restart. */
  adopt(key: string, rule: VesselRule, since: number, now: number): void {
    const condition: Condition = { kind: 'raised', since, over: null, at: since };
    this.#add(key, { rule, condition, finding: null, seenAt: now, heldFrom: now });
  }

  /** Says `no` to all of a rule that nobody was named of in this look. */
  judgeOthers(rule: VesselRule, named: ReadonlySet<string>, look: { at: number; now: number; timing: Timing }): void {
    for (const [key, entry] of this.#entries) {
      if (entry.rule !== rule || named.has(key)) continue;
      // It cannot become certain by a `no`, so nothing is ever found here.
      this.judge(key, rule, { ...look, verdict: 'no' }, () => {
        throw new Error('nothing is found by a no');
      });
    }
  }

  /** Forgets what has cooled, and what nothing was known of for too long. */
  sweep(now: number, { unseenMs, gapMs }: { readonly unseenMs: number; readonly gapMs: number }): void {
    for (const [key, { rule, condition, seenAt }] of this.#entries) {
      const isOver =
        condition.kind === 'cooling'
          ? now >= condition.until
          : now - seenAt > (condition.kind === 'raised' ? unseenMs : gapMs);
      if (isOver) this.#delete(key, rule);
    }
  }

  /** Ends what is said of zones that are not there any more. */
  endPlaces(zoneIds: ReadonlySet<string>): void {
    for (const [key, { rule }] of this.#entries) {
      if (OF_ZONES.includes(rule) && !zoneIds.has(zoneOf(key, rule))) this.#delete(key, rule);
    }
  }

  /** What stands now, and since when. */
  *standing(): Generator<{ key: string; rule: VesselRule; since: number; finding: Finding | null; heldFrom: number }> {
    for (const [key, { rule, condition, finding, heldFrom }] of this.#entries) {
      if (condition.kind === 'raised') yield { key, rule, since: condition.since, finding, heldFrom };
    }
  }

  /** Cooling: it is over by what was seen, not because nobody was seen any more. */
  wasSeenOver(key: string): boolean {
    return this.#entries.get(key)?.condition.kind === 'cooling';
  }

  #add(key: string, entry: Entry): void {
    if (!this.#entries.has(key)) this.#counts.set(entry.rule, (this.#counts.get(entry.rule) ?? 0) + 1);
    this.#entries.set(key, entry);
  }

  #delete(key: string, rule: VesselRule): void {
    if (this.#entries.delete(key)) this.#counts.set(rule, (this.#counts.get(rule) ?? 1) - 1);
  }
}
