import { randomUUID } from 'node:crypto';
import { AppError } from '@haigang/shared/kernel/errors';
import { toInstant } from '@haigang/shared/kernel/time';
import { portCallLimits } from '@haigang/shared/features/vessel/port-call.rules';
import type { PortSite } from '@haigang/shared/features/vessel/port-site';
import type { VesselAlert, VesselRule } from '@haigang/shared/features/vessel/vessel-alert.model';
import { ACKNOWLEDGING_ROLES, isClue, RULE_SEVERITY } from '@haigang/shared/features/vessel/vessel-alert.rules';
import { alertKey, type Finding } from '@haigang/shared/features/vessel/vessel-rule.board';
import { RuleEngine, type RuleSite } from '@haigang/shared/features/vessel/vessel-rule.engine';
import type { SafetyText } from '@haigang/shared/features/vessel/safety-text';
import { ruleLimits } from '@haigang/shared/features/vessel/vessel-rule.limits';
import type { Clearance, Stay } from '@haigang/shared/features/vessel/vessel-rule.ship';
import type { IdentityChange, Vessel } from '@haigang/shared/features/vessel/vessel.model';
import { lostLimits } from '@haigang/shared/features/vessel/vessel.rules';
import { repeat } from '../../platform/repeat.js';
import type { Unit } from '../../platform/storage/unit-of-work.js';
import { requireRole, systemPrincipal } from '../identity/index.js';
import { openAlertsOf, vesselAlerts } from './vessel-alert.store.js';
import type { WatchDeps } from './watch-deps.js';

const LOOK_EVERY_MS = 1000;
/** Alerts raised or cleared in one look; the rest comes at the next one. */
const MOST_WRITES = 25;

export interface VesselRuleWatchDeps extends WatchDeps {
  /** The picture as it is. */
  readonly vessels: () => readonly Vessel[];
  readonly site: () => PortSite;
  /** Where the port calls have a ship. */
  readonly stayOf: (vessel: Vessel) => Stay | null;
  /** What the quarantine system says of a ship, from memory: it is asked of every ship. Without one R8 and R9 raise nothing. */
  readonly clearanceOf?: (vessel: Vessel) => Clearance;
  readonly lookEveryMs?: number;
}

/** An alert that stands in the database. */
interface Open {
  readonly id: string;
  readonly rule: VesselRule;
  acknowledged: boolean;
  /** How it came to be over; null while it lasts. */
  overAs: NonNullable<VesselAlert['clearReason']> | null;
}

interface Raised {
  readonly key: string;
  readonly rule: VesselRule;
  readonly since: number;
  readonly finding: Finding;
}

/**
 * [AIS79] Makes durable alerts of what the rules find. It compares what stands with what is open again and again, so that
 * what the database refused once, or a restart fell into, is made up for at the next look.
 */
export class VesselRuleWatch {
  readonly #deps: VesselRuleWatchDeps;
  readonly #engine = new RuleEngine();
  readonly #open = new Map<string, Open>();
  #crowded = false;

  private constructor(deps: VesselRuleWatchDeps) {
    this.#deps = deps;
  }

  static async open(deps: VesselRuleWatchDeps): Promise<VesselRuleWatch> {
    const watch = new VesselRuleWatch(deps);
    for (const alert of await openAlertsOf(deps.database.reader)) {
      const key = alertKey(alert);
      const acknowledged = alert.state === 'ACKNOWLEDGED';
      watch.#open.set(key, { id: alert.id, rule: alert.rule, acknowledged, overAs: null });
      watch.#engine.board.adopt(key, alert.rule, Date.parse(alert.since), deps.clock());
    }
    repeat(
      deps.scope,
      deps.lookEveryMs ?? LOOK_EVERY_MS,
      () => watch.look(),
      (failure) => deps.logger.error({ err: failure }, 'an alert of a vessel could not be written; it is tried again'),
    );
    return watch;
  }

  /** [AIS75] A station says that it is another one. */
  hearIdentity(change: IdentityChange, vessel: Vessel): void {
    this.#engine.hearIdentity(change, vessel, { limits: ruleLimits(this.#deps.settings) });
  }

  /** [AIS110] A station says something to the others. */
  hearText(said: SafetyText, station: Vessel): void {
    this.#engine.hearText(said, station, { limits: ruleLimits(this.#deps.settings) });
  }

  /** By a desk, once for all screens. `conflict vessel-alert.over` once it has cleared. */
  async acknowledge(unit: Unit, id: string): Promise<VesselAlert> {
    requireRole(unit.actor, ...ACKNOWLEDGING_ROLES);
    const alert = await vesselAlerts.get(unit.tx, id);
    if (alert.state === 'ACKNOWLEDGED') return alert;
    if (alert.state === 'CLEARED') throw new AppError('conflict', 'vessel-alert.over', 'the alert is over');
    unit.audit('vessel:alert-acknowledged', 'vessel-alert', id, subjectOf(alert));
    const { id: acknowledgedById, name: acknowledgedByName } = unit.actor;
    const by = { acknowledgedById, acknowledgedByName, acknowledgedAt: unit.at };
    unit.afterCommit(() => {
      const open = this.#open.get(alertKey(alert));
      if (open) open.acknowledged = true;
    });
    const next = { ...alert, ...by, state: 'ACKNOWLEDGED' as const, revision: alert.revision + 1 };
    return vesselAlerts.update(unit, alert, next);
  }

  /** Looks once. Rejects when the database refuses. */
  async look(): Promise<void> {
    const { vessels, clock } = this.#deps;
    const rules = this.#rules();
    this.#engine.look(vessels(), clock(), rules);
    const standing = [...this.#engine.board.standing()];
    const raised = standing.flatMap(({ finding, ...one }) =>
      finding && !this.#open.has(one.key) ? [{ ...one, finding }] : [],
    );
    this.#noteOver(new Set(standing.map(({ key }) => key)));
    const over = [...this.#open].filter(([, { rule, acknowledged, overAs }]) => {
      return overAs !== null && (acknowledged || !isClue(rule));
    });
    await this.#write(this.#withRoom(raised, rules).slice(0, MOST_WRITES), over.slice(0, MOST_WRITES));
  }

  #rules(): RuleSite {
    const { settings, site, stayOf, clearanceOf } = this.#deps;
    return {
      ...{ site: site(), stayOf, clearanceOf: clearanceOf ?? (() => 'unknown') },
      ...{ limits: ruleLimits(settings), lost: lostLimits(settings), calls: portCallLimits(settings) },
    };
  }

  #noteOver(standing: ReadonlySet<string>): void {
    for (const [key, open] of this.#open) {
      if (standing.has(key)) open.overAs = null;
      else open.overAs ??= this.#engine.board.wasSeenOver(key) ? 'over' : 'unseen';
    }
  }

  /** AIS is open radio: of each rule no more than so many stand at once. */
  #withRoom(raised: readonly Raised[], { limits }: RuleSite): Raised[] {
    const counts = new Map<VesselRule, number>();
    const count = (rule: VesselRule): number => counts.get(rule) ?? 0;
    for (const { rule } of this.#open.values()) counts.set(rule, count(rule) + 1);
    const fitting = raised.filter(({ rule }) => {
      if (count(rule) >= limits.most(rule)) return false;
      counts.set(rule, count(rule) + 1);
      return true;
    });
    const crowded = fitting.length < raised.length || this.#engine.isCut;
    if (crowded && !this.#crowded) {
      this.#deps.logger.warn(
        { open: this.#open.size, leftOut: raised.length - fitting.length, pairsLeftOut: this.#engine.isCut },
        'the rules find more than alerts are raised, or ships compared, at once',
      );
    }
    this.#crowded = crowded;
    return fitting;
  }

  async #write(raised: readonly Raised[], over: readonly (readonly [string, Open])[]): Promise<void> {
    if (raised.length === 0 && over.length === 0) return;
    const { unitOfWork, orgId } = this.#deps;
    const origin = { call: 'vessel:rule', requestId: undefined, body: null, client: null };
    await unitOfWork.run(systemPrincipal(orgId), origin, async (unit) => {
      const made: VesselAlert[] = [];
      for (const one of raised) made.push(await this.#raise(unit, one));
      for (const [, { id, overAs }] of over) await clear(unit, id, overAs ?? 'over');
      unit.afterCommit(() => {
        for (const alert of made) {
          this.#open.set(alertKey(alert), { id: alert.id, rule: alert.rule, acknowledged: false, overAs: null });
        }
        for (const [key] of over) this.#open.delete(key);
      });
    });
  }

  #raise(unit: Unit, { rule, since, finding }: Raised): Promise<VesselAlert> {
    const alert: VesselAlert = {
      ...{ id: randomUUID(), orgId: this.#deps.orgId, simulated: finding.simulated, drill: false },
      ...{ rule, severity: RULE_SEVERITY[rule], state: 'RAISED', ships: [...finding.ships], facts: finding.facts },
      ...{ since: toInstant(since), raisedAt: unit.at },
      ...{ acknowledgedById: null, acknowledgedByName: null, acknowledgedAt: null, clearedAt: null, clearReason: null },
      revision: 1,
    };
    const { ships, facts } = alert;
    unit.audit('vessel:alert-raised', 'vessel-alert', alert.id, { ...subjectOf(alert), ships, facts });
    return vesselAlerts.insert(unit, alert);
  }
}

async function clear(unit: Unit, id: string, clearReason: NonNullable<VesselAlert['clearReason']>): Promise<void> {
  const alert = await vesselAlerts.get(unit.tx, id);
  if (alert.state === 'CLEARED') return;
  unit.audit('vessel:alert-cleared', 'vessel-alert', id, { ...subjectOf(alert), clearReason });
  const next = { ...alert, state: 'CLEARED' as const, clearedAt: unit.at, clearReason, revision: alert.revision + 1 };
  await vesselAlerts.update(unit, alert, next);
}

function subjectOf({ rule, ships }: VesselAlert): { rule: VesselRule; mmsi: string } {
  return { rule, mmsi: ships.map(({ mmsi }) => mmsi).join(' ') };
}
