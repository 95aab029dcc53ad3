import { vectorMetres, type LatLon } from '../../kernel/geodesy.js';
import { settingMs, type SettingsReader } from '../../kernel/settings.js';
import {
  trackDeviation,
  trackGap,
  trackInterval,
  trackJumpKnots,
  trackMovingKnots,
  trackRestDeviation,
} from './track.settings.js';
import type { TrackBreak, TrackFix, TrackPoint } from './track.model.js';
import { lostStill } from './vessel.settings.js';

/** What a track keeps, as the site has it now; metres, milliseconds and knots. */
export interface TrackLimits {
  readonly deviationMetres: number;
  readonly restDeviationMetres: number;
  readonly intervalMs: number;
  readonly movingKnots: number;
  readonly gapMs: number;
  readonly restGapMs: number;
  readonly jumpKnots: number;
}
export function trackLimits(settings: SettingsReader): TrackLimits {
  const gapMs = settingMs(settings, trackGap);
  return {
    deviationMetres: settings.get(trackDeviation),
    restDeviationMetres: settings.get(trackRestDeviation),
    intervalMs: settingMs(settings, trackInterval),
    movingKnots: settings.get(trackMovingKnots),
    gapMs,
    restGapMs: Math.max(gapMs, settingMs(settings, lostStill)),
    jumpKnots: settings.get(trackJumpKnots),
  };
}

/** How far the track of a vessel has got. */
export interface TrackState {
  /** The last one kept. */
  readonly kept: TrackFix;
  /** The last one heard; the same object when it was kept. */
  readonly heard: TrackFix;
  readonly moving: boolean;
  /** The velocities by which a straight line from the last one kept passes near all that was heard since. */
  readonly courses: Courses;
}

/** Metres a millisecond to the east and to the north, both limits allowed. */
interface Courses {
  readonly east: readonly [least: number, most: number];
  readonly north: readonly [least: number, most: number];
}
const ANY: Courses = { east: [-Infinity, Infinity], north: [-Infinity, Infinity] };

const METRES_PER_KNOT_MS = 0.000_514_444;
/** Two places nearer than this may be the two antennas of one ship, or a fix that settles: never a jump. */
const JUMP_LEAST_METRES = 500;
/** A vessel at rest whose fix wanders keeps no more than this: a point a minute. */
const REST_LEAST_MS = 60_000;

/**
 * [AIS31] Which fixes become points of the track, oldest first, when `fix` is heard. As long as one straight line in time
 * from the last point passes within the deviation of everything heard since, nothing is kept; then the last fix on it is,
 * and the line begins anew there. So no report is further than that from the track. One that is no newer than the last is
 * passed over.
 */
export function thin(
  state: TrackState | null,
  fix: TrackFix,
  limits: TrackLimits,
): { readonly state: TrackState; readonly kept: readonly TrackPoint[] } {
  // Nothing is known of before: no line leads here.
  if (!state) return { state: stateFrom(fix, startsMoving(fix, limits)), kept: [{ ...fix, break: 'gap' }] };
  if (fix.at <= state.heard.at) return { state, kept: [] };
  const moving = isMoving(state.moving, fix, limits);
  const broken = breakBefore(state, fix, limits);
  if (broken || moving !== state.moving || fix.navigationStatus !== state.heard.navigationStatus) {
    return { state: stateFrom(fix, moving), kept: [...tailOf(state), { ...fix, break: broken }] };
  }
  if (!moving) return atRest(state, fix, limits);
  const courses = narrowed(state, fix, limits);
  if (!courses) {
    const next = stateFrom(state.heard, moving);
    return { state: { ...next, heard: fix, courses: narrowed(next, fix, limits) ?? ANY }, kept: tailOf(state) };
  }
  if (fix.at - state.kept.at >= limits.intervalMs) {
    return { state: stateFrom(fix, moving), kept: [{ ...fix, break: null }] };
  }
  return { state: { ...state, heard: fix, courses }, kept: [] };
}

/** [AIS31] The last position of a vessel that went silent: its track ends where it was heard last. */
export function tailOf(state: TrackState): readonly TrackPoint[] {
  return state.heard.at > state.kept.at ? [{ ...state.heard, break: null }] : [];
}

/** [AIS33] Ends the line at what was heard last and begins the next one there, so that an hour stands by itself. */
export function cut(state: TrackState): { readonly state: TrackState; readonly kept: readonly TrackPoint[] } {
  return { state: stateFrom(state.heard, state.moving), kept: tailOf(state) };
}

/** [AIS32] For how long a vessel may be silent before its track is broken, ms. */
export function gapLimitMs(moving: boolean, limits: TrackLimits): number {
  return moving ? limits.gapMs : limits.restGapMs;
}

/** A state to go on from when only the last point is known, as after a restart. */
export function stateAfter(point: TrackFix, limits: TrackLimits): TrackState {
  return stateFrom(point, startsMoving(point, limits));
}

/** [AIS32] A report as the next point of a line that ends with `last`. */
export function pointAfter(last: TrackFix, fix: TrackFix, limits: TrackLimits): TrackPoint {
  return { ...fix, break: breakBefore({ heard: last, moving: startsMoving(last, limits) }, fix, limits) };
}

/** A track as it is drawn: where the vessel sailed, and the straight ways over its gaps, which it did not. */
export interface Trail {
  readonly sailed: readonly (readonly LatLon[])[];
  readonly gaps: readonly (readonly [LatLon, LatLon])[];
  /** Where the vessel was heard last; null where she was not. */
  readonly end: LatLon | null;
}

/** [AIS38] The lines of points in order of time, from `since` on, ms; a line that began before is cut there. */
export function trailOf(points: readonly TrackPoint[], since: number): Trail {
  const sailed: LatLon[][] = [];
  const gaps: [LatLon, LatLon][] = [];
  let line: LatLon[] = [];
  for (const [index, point] of points.entries()) {
    if (point.at < since) continue;
    const last = points[index - 1];
    if (!last || point.break !== null) {
      line = [];
      sailed.push(line);
      if (last && point.break === 'gap' && last.at >= since) gaps.push([last, point]);
    } else if (last.at < since) {
      line = [placeBetween(last, point, since)];
      sailed.push(line);
    }
    line.push(point);
  }
  const end = points.at(-1);
  return { sailed: sailed.filter(({ length }) => length > 1), gaps, end: end && end.at >= since ? end : null };
}

/** Where a vessel between two points of its track was, the straight line in time. */
export function placeBetween(from: TrackFix, to: TrackFix, at: number): LatLon {
  const share = to.at === from.at ? 1 : (at - from.at) / (to.at - from.at);
  const east = eastward(from, to);
  return { lat: from.lat + (to.lat - from.lat) * share, lon: from.lon + (east - from.lon) * share };
}

/** Metres between two places, over the date line too. */
export function metres(from: LatLon, to: LatLon): number {
  const { east, north } = vectorMetres(from, { lat: to.lat, lon: eastward(from, to) });
  return Math.hypot(east, north);
}

/** The longitude of `to` as it is counted on from `from`, the short way round. */
function eastward(from: LatLon, to: LatLon): number {
  const east = to.lon - from.lon;
  return east > 180 ? to.lon - 360 : east < -180 ? to.lon + 360 : to.lon;
}

function stateFrom(fix: TrackFix, moving: boolean): TrackState {
  return { kept: fix, heard: fix, moving, courses: ANY };
}

/** The velocities that pass near this fix too; null when its own is none of those that pass near the ones before. */
function narrowed({ kept, courses }: TrackState, fix: TrackFix, limits: TrackLimits): Courses | null {
  const ms = fix.at - kept.at;
  const way = vectorMetres(kept, { lat: fix.lat, lon: eastward(kept, fix) });
  const [east, north] = [way.east / ms, way.north / ms];
  if (!isWithin(courses.east, east) || !isWithin(courses.north, north)) return null;
  const room = (limits.deviationMetres * Math.SQRT1_2) / ms;
  return { east: common(courses.east, east, room), north: common(courses.north, north, room) };
}

function isWithin([least, most]: readonly [number, number], value: number): boolean {
  return value >= least && value <= most;
}

function common([least, most]: readonly [number, number], value: number, room: number): [number, number] {
  return [Math.max(least, value - room), Math.min(most, value + room)];
}

/** A fix that wanders is no voyage: at rest only a place that two reports agree on counts, and at most one a minute. */
function atRest(state: TrackState, fix: TrackFix, limits: TrackLimits) {
  const away = (one: TrackFix): boolean => metres(state.kept, one) > limits.restDeviationMetres;
  const silentMs = fix.at - state.kept.at;
  if (silentMs >= limits.intervalMs || (away(fix) && away(state.heard) && silentMs >= REST_LEAST_MS)) {
    return { state: stateFrom(fix, false), kept: [{ ...fix, break: null }] };
  }
  return { state: { ...state, heard: fix }, kept: [] };
}

const RESTING: readonly TrackFix['navigationStatus'][] = ['at-anchor', 'moored', 'aground'];

function startsMoving({ speedKnots, navigationStatus }: TrackFix, { movingKnots }: TrackLimits): boolean {
  return speedKnots === null ? !RESTING.includes(navigationStatus) : speedKnots >= movingKnots;
}

function isMoving(before: boolean, { speedKnots }: TrackFix, { movingKnots }: TrackLimits): boolean {
  if (speedKnots === null) return before;
  return before ? speedKnots >= movingKnots / 2 : speedKnots >= movingKnots;
}

/** [AIS32] Whether a line may lead from the last report to this one, and if not, why. */
function breakBefore(
  { heard, moving }: Pick<TrackState, 'heard' | 'moving'>,
  fix: TrackFix,
  limits: TrackLimits,
): TrackBreak | null {
  const silentMs = fix.at - heard.at;
  if (silentMs > gapLimitMs(moving, limits)) return 'gap';
  const way = metres(heard, fix);
  if (way <= JUMP_LEAST_METRES) return null;
  const mostKnots = Math.max(limits.jumpKnots, 2 * Math.max(heard.speedKnots ?? 0, fix.speedKnots ?? 0));
  return way > mostKnots * METRES_PER_KNOT_MS * silentMs ? 'jump' : null;
}
