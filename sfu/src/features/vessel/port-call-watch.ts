import { randomUUID } from 'node:crypto';
import { AppError } from '@haigang/shared/kernel/errors';
import { toInstant } from '@haigang/shared/kernel/time';
import { corrected } from '@haigang/shared/features/vessel/port-call.correction';
import type { PortCall } from '@haigang/shared/features/vessel/port-call.model';
import type { CorrectionOf } from '@haigang/shared/features/vessel/port-call.protocol';
import {
  CORRECTING_ROLES,
  isSighting,
  makesPortCalls,
  portCallLimits,
  type PortCallLimits,
} from '@haigang/shared/features/vessel/port-call.rules';
import { isOver } from '@haigang/shared/features/vessel/port-call.states';
import { observe, settle, UNKNOWN_TRACK, type PortCallTrack } from '@haigang/shared/features/vessel/port-call.track';
import type { PortSite } from '@haigang/shared/features/vessel/port-site';
import type { Vessel } from '@haigang/shared/features/vessel/vessel.model';
import { repeat } from '../../platform/repeat.js';
import type { Unit } from '../../platform/storage/unit-of-work.js';
import { requireRole, systemPrincipal } from '../identity/index.js';
import { beginsCall, writeDoing, type Doing } from './port-call-writer.js';
import { portCalls, recentPortCalls, writePortCall } from './port-call.store.js';
import { stationKey } from './station-key.js';
import { DEFAULT_REGISTRY_OPTIONS } from './vessel-registry.js';
import type { WatchDeps } from './watch-deps.js';

const LOOK_EVERY_MS = 1000;
/** New reports taken in one look, and calls written after it; the rest comes at the next one. */
const MOST_REPORTS = 2000;
const MOST_WRITES = 25;
/** As many as the picture holds. */
const MOST_SHIPS = DEFAULT_REGISTRY_OPTIONS.maxVessels;

export interface PortCallWatchDeps extends WatchDeps {
  /** The picture as it is. */
  readonly vessels: () => readonly Vessel[];
  readonly site: () => PortSite;
  readonly lookEveryMs?: number;
}

/** One ship between two looks. */
interface Followed {
  track: PortCallTrack;
  /** Her newest call; it may be over. */
  callId: string | null;
  /** When she was last heard, or since when she is listened for, ms. */
  heardAt: number;
  inGap: boolean;
}

const newShip = (now: number): Followed => ({ track: UNKNOWN_TRACK, callId: null, heardAt: now, inGap: false });

function isSilent({ gaps }: PortCall): boolean {
  return gaps.at(-1)?.until === null;
}

/**
 * [AIS60]–[AIS67] Makes durable port calls of the picture. It looks at the picture again and again and never stands in its
 * way; what is known of a ship goes on only when what it led to is written, so that a refused write is made up for.
 */
export class PortCallWatch {
  readonly #deps: PortCallWatchDeps;
  readonly #ships = new Map<string, Followed>();
  readonly #since: number;
  #next = 0;
  #open = 0;
  #crowded = false;

  private constructor(deps: PortCallWatchDeps) {
    this.#deps = deps;
    this.#since = deps.clock();
  }

  /** Goes on with the calls that are open: a ship that lay somewhere before a restart has not come anew. */
  static async open(deps: PortCallWatchDeps): Promise<PortCallWatch> {
    const watch = new PortCallWatch(deps);
    const now = deps.clock();
    const { returnMs } = portCallLimits(deps.settings);
    for (const call of await recentPortCalls(deps.database.reader, deps.orgId, toInstant(now - returnMs))) {
      watch.#adopt(call, now);
    }
    repeat(
      deps.scope,
      deps.lookEveryMs ?? LOOK_EVERY_MS,
      () => watch.look(),
      (failure) => deps.logger.error({ err: failure }, 'a port call could not be written; it is tried again'),
    );
    return watch;
  }

  get openCalls(): number {
    return this.#open;
  }

  /** Ships that something is remembered of. */
  get followedShips(): number {
    return this.#ships.size;
  }

  /** Where a ship is by her call; null for one that makes none. */
  stayOf(vessel: Vessel): Pick<PortCallTrack, 'state' | 'placeId'> | null {
    return this.#ships.get(stationKey(vessel))?.track ?? null;
  }

  /** Takes the new reports once. Rejects when the database refuses. */
  async look(): Promise<void> {
    const now = this.#deps.clock();
    const limits = portCallLimits(this.#deps.settings);
    const doings = this.#takeReports(now, limits);
    this.#findSilences(now, limits, doings);
    this.#forgetMost(doings);
    if (doings.size > 0) await this.#write(doings);
  }

  /** [AIS65] By a desk. `conflict port-call.stale` when the call has changed meanwhile. */
  async correct(
    unit: Unit,
    request: { id: string; revision: number; reason: string; correction: CorrectionOf },
  ): Promise<PortCall> {
    requireRole(unit.actor, ...CORRECTING_ROLES);
    const { id, revision, reason, correction } = request;
    const call = await portCalls.get(unit.tx, id);
    if (call.revision !== revision) throw new AppError('conflict', 'port-call.stale', 'changed by someone else');
    const { id: byId, name: byName } = unit.actor;
    const site = this.#deps.site();
    const next = corrected(call, { correction, reason, byId, byName, at: unit.at, newId: randomUUID(), site });
    const ship = this.#ships.get(stationKey(call));
    const isNewest = ship?.callId === id;
    if (!isOver(next.state) && isOver(call.state) && ship && !isNewest) {
      throw new AppError('conflict', 'port-call.another-open', 'a later call of this ship is known');
    }
    unit.audit('vessel:port-call-corrected', 'port-call', id, { mmsi: call.mmsi, reason, correction });
    await writePortCall(unit, call, next);
    unit.afterCommit(() => {
      if (!ship || isNewest) this.#adopt(next, this.#deps.clock());
    });
    return next;
  }

  #adopt(call: PortCall, now: number): void {
    const key = stationKey(call);
    const before = this.#ships.get(key);
    this.#count(before, -1);
    const { state, placeId, closedAt } = call;
    const ship = before ?? newShip(now);
    const stands = { state, placeId, closedAt: closedAt === null ? null : Date.parse(closedAt) };
    const last = call.events.findLast(({ withdrawn }) => !withdrawn);
    ship.track = settle(ship.track, stands, placeId !== null && (last?.corrections.length ?? 0) > 0);
    ship.inGap = isSilent(call);
    const since = call.gaps.at(-1)?.since;
    // What was silent before a restart has been silent ever since.
    if (ship.inGap && since && ship.callId !== call.id) ship.heardAt = Math.min(now, Date.parse(since));
    ship.callId = call.id;
    this.#ships.set(key, ship);
    this.#count(ship, 1);
  }

  #count(ship: Followed | undefined, by: number): void {
    if (ship?.callId && ship.track.state !== null && !isOver(ship.track.state)) this.#open += by;
  }

  #takeReports(now: number, limits: PortCallLimits): Map<string, Doing> {
    const vessels = this.#deps.vessels();
    const site = this.#deps.site();
    const doings = new Map<string, Doing>();
    let reports = 0;
    let opening = 0;
    let looked = 0;
    for (; looked < vessels.length && reports < MOST_REPORTS && doings.size < MOST_WRITES; looked += 1) {
      const vessel = vessels[(this.#next + looked) % vessels.length];
      if (!vessel || !isSighting(vessel) || !makesPortCalls(vessel, limits)) continue;
      const key = stationKey(vessel);
      const known = this.#ships.get(key);
      // Who is forgotten is no new ship by what the picture still shows of it.
      if (known ? known.track.last?.positionAt === vessel.positionAt : now - vessel.positionAt > limits.gapMs) continue;
      const ship = known ?? newShip(now);
      reports += 1;
      // Who was heard last stands last.
      this.#ships.delete(key);
      this.#ships.set(key, ship);
      ship.heardAt = Math.min(now, vessel.positionAt);
      const { track, proposed } = observe(ship.track, vessel, site, limits);
      const begins = proposed !== null && beginsCall(proposed);
      if (proposed && (!begins || this.#hasRoom(opening, limits.most))) {
        doings.set(key, { kind: 'event', proposed, track });
        if (begins) opening += 1;
        continue;
      }
      ship.track = track;
      if (ship.inGap) doings.set(key, { kind: 'gap', change: { until: ship.heardAt } });
    }
    this.#next = vessels.length === 0 ? 0 : (this.#next + looked) % vessels.length;
    return doings;
  }

  /** Ships that are not heard: begins gaps, gives up calls, and forgets those without one. */
  #findSilences(now: number, limits: PortCallLimits, doings: Map<string, Doing>): void {
    // At the start nobody had the time to be heard yet.
    const mayGiveUp = now - this.#since > limits.gapMs;
    for (const [key, ship] of this.#ships) {
      const silentMs = now - ship.heardAt;
      if (silentMs <= limits.gapMs || doings.has(key)) continue;
      const { state, closedAt } = ship.track;
      if (state === null) this.#ships.delete(key);
      else if (isOver(state)) {
        if (silentMs > limits.returnMs && now - (closedAt ?? 0) > limits.returnMs) this.#ships.delete(key);
      } else if (doings.size >= MOST_WRITES) return;
      else if (silentMs > limits.giveUpMs && mayGiveUp) doings.set(key, { kind: 'give-up' });
      else if (!ship.inGap) doings.set(key, { kind: 'gap', change: { since: ship.heardAt } });
    }
  }

  /** AIS is open radio: of ships without a call no more are remembered than the picture holds, the last heard ones. */
  #forgetMost(doings: ReadonlyMap<string, Doing>): void {
    let over = this.#ships.size - this.#open - MOST_SHIPS;
    for (const [key, { track }] of this.#ships) {
      if (over <= 0) return;
      if (doings.has(key) || (track.state !== null && !isOver(track.state))) continue;
      this.#ships.delete(key);
      over -= 1;
    }
  }

  async #write(doings: ReadonlyMap<string, Doing>): Promise<void> {
    const { unitOfWork, orgId, clock, site } = this.#deps;
    const origin = { call: 'vessel:port-call', requestId: undefined, body: null, client: null };
    const written = await unitOfWork.run(systemPrincipal(orgId), origin, async (unit) => {
      const calls: [string, PortCall][] = [];
      for (const [key, doing] of doings) {
        const callId = this.#ships.get(key)?.callId ?? null;
        const before = callId === null ? null : ((await portCalls.find(unit.tx, callId)) ?? null);
        const call = await writeDoing(unit, before, doing, { site: site(), orgId });
        if (call) calls.push([key, call]);
      }
      return calls;
    });
    for (const [key, call] of written) {
      const doing = doings.get(key);
      const ship = this.#ships.get(key);
      if (ship && doing?.kind === 'event') ship.track = doing.track;
      // A gap is no event: what the reports have begun to say goes on.
      const isGapOnly = doing?.kind === 'gap' && ship?.track.state === call.state;
      if (isGapOnly) ship.inGap = isSilent(call);
      else this.#adopt(call, clock());
    }
  }

  /** A call that begins finds room, or is tried again with the next report. */
  #hasRoom(opening: number, most: number): boolean {
    const crowded = this.#open + opening >= most;
    if (crowded && !this.#crowded) {
      this.#deps.logger.warn({ open: this.#open }, 'more port calls than are kept at once');
    }
    this.#crowded = crowded;
    return !crowded;
  }
}
