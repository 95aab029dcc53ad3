import { distanceMetres, type LatLon } from '../../kernel/geodesy.js';
import { metresOutside } from '../../kernel/polygon.js';
import type { PortCallEventKind, PortCallState } from './port-call.model.js';
import {
  anchorageOf,
  berthOf,
  metresOutsideAnchorage,
  metresOffBerth,
  type PortCallLimits,
  type Sighting,
} from './port-call.rules.js';
import { isOver, stateAfter } from './port-call.states.js';
import type { PortSite } from './port-site.js';

/** A report that an event may rest on, and what of the time before it is not known. */
interface Mark {
  readonly ship: Sighting;
  readonly silentSince: number | null;
  readonly watched: boolean;
}

/** What one report says is happening. */
interface Candidate {
  readonly kind: PortCallEventKind;
  readonly placeId: string | null;
  readonly metresOutside: number;
}

/** What reports have begun to say and is not yet certain. */
interface Pending extends Candidate {
  readonly mark: Mark;
  /** The first report that said so, ms; `mark` may be from before, when she began to sail. */
  readonly since: number;
  readonly reports: number;
  /** Reports in a row that said something else. */
  readonly misses: number;
}

/** What is known of one ship between two reports. */
export interface PortCallTrack {
  /** Null while no call was ever open. */
  readonly state: PortCallState | null;
  readonly placeId: string | null;
  /** When the last call ended, ms. */
  readonly closedAt: number | null;
  readonly pending: Pending | null;
  /** The last report that was believed. */
  readonly last: Sighting | null;
  /** Since when she sails without a stop: the beginning of what will be a departure. */
  readonly sailing: Mark | null;
  /** She was seen outside, so that coming in is an arrival. */
  readonly cameFromOutside: boolean;
  /**
   * A person said where she lies, and this is where AIS had her then (`here`: where it will have her next). She leaves by
   * moving from there, not because AIS goes on seeing her elsewhere. [AIS65]
   */
  readonly heldAt: LatLon | 'here' | null;
}

export const UNKNOWN_TRACK: PortCallTrack = {
  ...{ state: null, placeId: null, closedAt: null, pending: null, last: null, sailing: null, cameFromOutside: false },
  heldAt: null,
};

/** An event that the reports have made certain, with the report it rests on. */
export interface ProposedEvent extends Candidate {
  readonly ship: Sighting;
  readonly silentSince: number | null;
  readonly watched: boolean;
}

/** No ship is that fast; a position that needs it is another station's or a receiver's fault. */
const IMPOSSIBLE_KNOTS = 70;
const METRES_PER_KNOT_MS = 0.000_514_444;
/** Reports that say otherwise, in a row, before what began is given up: one jump of a receiver changes nothing. */
const MOST_MISSES = 1;
const LEAST_REPORTS = 2;
const MOVING_KNOTS = 1;

/** [AIS63] Takes one report. The ship's track is given back anew; what is proposed is not yet part of it (`settle`). */
export function observe(
  track: PortCallTrack,
  ship: Sighting,
  site: PortSite,
  limits: PortCallLimits,
): { track: PortCallTrack; proposed: ProposedEvent | null } {
  if (track.last && (ship.positionAt <= track.last.positionAt || isImpossible(track.last, ship))) {
    return { track, proposed: null };
  }
  const mark = markOf(track, ship, limits);
  const outside = metresOutside(site.limit, ship.position);
  const moved: PortCallTrack = {
    ...track,
    last: ship,
    heldAt: track.heldAt === 'here' ? ship.position : track.heldAt,
    sailing: sailingSince(track.sailing, mark),
    cameFromOutside: track.cameFromOutside || outside > limits.limitLeaveMetres,
  };
  const pending = weigh(track.pending, candidateOf(moved, ship, outside, site, limits), mark, moved.sailing);
  const next = { ...moved, pending };
  return { track: next, proposed: pending && isCertain(pending, ship, limits) ? proposal(pending) : null };
}

/** The track once what was proposed stands, or a person has corrected the call. */
export function settle(
  track: PortCallTrack,
  { state, placeId, closedAt }: Pick<PortCallTrack, 'state' | 'placeId' | 'closedAt'>,
  byPerson = false,
): PortCallTrack {
  // Who has left comes from outside from then on.
  const cameFromOutside = state !== null && isOver(state) ? state === 'DEPARTED' : false;
  const heldAt = byPerson ? (track.last?.position ?? 'here') : null;
  return { ...track, state, placeId, closedAt, pending: null, cameFromOutside, heldAt };
}

function isImpossible(last: Sighting, ship: Sighting): boolean {
  const fastest = IMPOSSIBLE_KNOTS * METRES_PER_KNOT_MS * (ship.positionAt - last.positionAt);
  // Two receivers and a rounded second may put a lying ship a few hundred metres aside at once.
  return distanceMetres(last.position, ship.position) > fastest + 300;
}

function markOf({ last }: PortCallTrack, ship: Sighting, { gapMs }: PortCallLimits): Mark {
  const silentSince = last && ship.positionAt - last.positionAt > gapMs ? last.positionAt : null;
  return { ship, silentSince, watched: last !== null };
}

function sailingSince(sailing: Mark | null, mark: Mark): Mark | null {
  const { speedKnots } = mark.ship;
  if (speedKnots === null) return sailing;
  return speedKnots >= MOVING_KNOTS ? (sailing ?? mark) : null;
}

function candidateOf(
  track: PortCallTrack,
  ship: Sighting,
  outside: number,
  site: PortSite,
  limits: PortCallLimits,
): Candidate | null {
  const { state } = track;
  const left: Candidate | null =
    outside > limits.limitLeaveMetres ? { kind: 'departed', placeId: null, metresOutside: outside } : null;
  if (state === null || isOver(state)) return outside === 0 ? begins(track, ship, limits) : null;
  if (state === 'BERTHED' || state === 'ANCHORED') return leaving(track, ship, site, limits);
  return left ?? lying(track.pending, ship, site, limits);
}

function begins({ state, closedAt, cameFromOutside }: PortCallTrack, ship: Sighting, limits: PortCallLimits) {
  const soon = state === 'DEPARTED' && closedAt !== null && ship.positionAt - closedAt <= limits.returnMs;
  const kind = soon ? 'returned' : cameFromOutside ? 'arrived' : 'found';
  return { kind, placeId: null, metresOutside: 0 } as const;
}

function lying(pending: Pending | null, ship: Sighting, site: PortSite, limits: PortCallLimits): Candidate | null {
  const at = berthOf(ship, site, limits, pending?.placeId ?? null);
  if (at) return { kind: 'berthed', placeId: at.berth.id, metresOutside: at.metres };
  const anchorage = anchorageOf(ship, site, limits);
  return anchorage && { kind: 'anchored', placeId: anchorage.id, metresOutside: 0 };
}

/** A place that the site no longer has is left by sailing. */
function leaving(
  { state, placeId, heldAt }: PortCallTrack,
  ship: Sighting,
  site: PortSite,
  limits: PortCallLimits,
): Candidate | null {
  const sails = (ship.speedKnots ?? 0) > limits.sailingKnots;
  const held = heldAt === null || heldAt === 'here' ? null : distanceMetres(heldAt, ship.position);
  if (state === 'BERTHED') {
    const berth = site.berths.find(({ id }) => id === placeId);
    const metres = held ?? (berth ? metresOffBerth(berth, ship) : sails ? Infinity : 0);
    return metres > limits.berthLeaveMetres ? { kind: 'unberthed', placeId, metresOutside: finite(metres) } : null;
  }
  const anchorage = site.anchorages.find(({ id }) => id === placeId);
  const metres = held ?? (anchorage ? metresOutsideAnchorage(anchorage, ship) : 0);
  return metres > limits.anchorageLeaveMetres || sails ? { kind: 'weighed', placeId, metresOutside: metres } : null;
}

const finite = (metres: number): number => (Number.isFinite(metres) ? metres : 0);

/** Goes on with what began, or begins anew; a report that says otherwise is let pass once. */
function weigh(pending: Pending | null, candidate: Candidate | null, mark: Mark, sailing: Mark | null): Pending | null {
  if (pending && candidate?.kind === pending.kind && candidate.placeId === pending.placeId) {
    return { ...pending, reports: pending.reports + 1, misses: 0 };
  }
  if (pending && pending.misses < MOST_MISSES) return { ...pending, misses: pending.misses + 1 };
  if (!candidate) return null;
  const leaves = candidate.kind === 'unberthed' || candidate.kind === 'weighed';
  return { ...candidate, mark: leaves && sailing ? sailing : mark, since: mark.ship.positionAt, reports: 1, misses: 0 };
}

/** The crew's status that goes with an event: a hint, which halves the wait and decides nothing. */
const HINTS: Partial<Record<PortCallEventKind, Sighting['navigationStatus']>> = {
  berthed: 'moored',
  anchored: 'at-anchor',
};

function isCertain({ kind, since, reports, misses }: Pending, ship: Sighting, limits: PortCallLimits): boolean {
  if (misses > 0 || reports < LEAST_REPORTS) return false;
  const wait = kind === 'berthed' ? limits.berthMs : kind === 'anchored' ? limits.anchorMs : limits.leaveMs;
  const hint = HINTS[kind];
  const hinted = hint !== undefined && hint === ship.navigationStatus;
  return ship.positionAt - since >= (hinted ? wait / 2 : wait);
}

function proposal({ kind, placeId, metresOutside: metres, mark }: Pending): ProposedEvent {
  return { kind, placeId, metresOutside: metres, ...mark };
}

/** The state a proposed event leads to. Throws on one that cannot follow, which `observe` never proposes. */
export function stateOf(track: PortCallTrack, { kind }: ProposedEvent): PortCallState {
  const before = track.state !== null && isOver(track.state) && kind !== 'returned' ? null : track.state;
  const next = stateAfter(before, kind);
  if (next === null) throw new Error(`${kind} cannot follow ${String(track.state)}`);
  return next;
}
