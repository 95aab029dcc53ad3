/**
 * Steps from the best to the least: every layer, the middle and lower one, the low one, a still picture every few
 * seconds, sound alone. Sound has no step: it is never dropped. (domain 2.2)
 */
export const RUNGS = ['full', 'middle', 'low', 'still', 'audio'] as const;
export type Rung = (typeof RUNGS)[number];

/** The highest simulcast layer of a rung; -1 where no picture moves. */
export function layerOfRung(rung: Rung): number {
  return { full: 2, middle: 1, low: 0, still: -1, audio: -1 }[rung];
}

/** [LADDER1] What a voice is sent for: the weakest of its sender's line and of those it is heard over. */
export function voiceRung(up: Rung, heardOver: readonly Rung[]): Rung {
  return weakestRung([up, ...heardOver]);
}

/** The lowest of these; the best where there is none. */
export function weakestRung(rungs: readonly Rung[]): Rung {
  return rungAt(Math.max(0, ...rungs.map((rung) => RUNGS.indexOf(rung))));
}

/** When a line falls and climbs. The defaults are settings of the site where they are policy. */
export interface LadderOptions {
  /** How long a line must be bad before it falls, ms. */
  readonly fallAfterMs: number;
  /** How long a line must be good for one step up, ms; doubles after each relapse up to `climbMostMs`. */
  readonly climbAfterMs: number;
  readonly climbMostMs: number;
  /** A fall within this time after a climb is a relapse, ms. */
  readonly relapseMs: number;
  /** For so long after a change the measured capacity says nothing: the estimators need that time, ms. */
  readonly settleMs: number;
  readonly fallLossPercent: number;
  readonly fallRoundTripMs: number;
}

export const LADDER_DEFAULTS: LadderOptions = {
  fallAfterMs: 4000,
  climbAfterMs: 10_000,
  climbMostMs: 160_000,
  relapseMs: 20_000,
  settleMs: 8000,
  fallLossPercent: 15,
  fallRoundTripMs: 1500,
};

/** A line counts as good for climbing below this part of the limits at which it falls. */
const GOOD_SHARE = 0.7;

/** One direction of a line as it was measured last. */
export interface LineSample {
  /** Of the voices, since they are not sent again. */
  readonly lossPercent: number;
  readonly roundTripMs: number | null;
  /** The best rung the line has room for; null while nothing tells. */
  readonly roomFor: Rung | null;
}

export interface LadderState {
  readonly rung: Rung;
  readonly badSince: number | null;
  readonly goodSince: number | null;
  readonly climbAfterMs: number;
  readonly changedAt: number;
  readonly climbedAt: number | null;
}

export function startLadder(now: number, options: LadderOptions = LADDER_DEFAULTS): LadderState {
  return {
    rung: 'full',
    badSince: null,
    goodSince: null,
    climbAfterMs: options.climbAfterMs,
    changedAt: now,
    climbedAt: null,
  };
}

/** [LADDER1] [LADDER2] The next state after a sample; falls as far as the line demands, climbs one rung at a time. */
export function stepLadder(
  state: LadderState,
  line: LineSample,
  now: number,
  options: LadderOptions = LADDER_DEFAULTS,
): LadderState {
  const at = RUNGS.indexOf(state.rung);
  const target = demanded(state, line, now, options);
  if (target > at) return fall(state, target, now, options);
  if (at === 0 || !isGood(line, options)) return { ...state, badSince: null, goodSince: null };
  const goodSince = state.goodSince ?? now;
  // A climb that held is no relapse any more: the line has changed, and the next rung waits no longer than the first did.
  const held = state.climbedAt !== null && now - state.climbedAt >= options.relapseMs + options.fallAfterMs;
  const climbAfterMs = held ? options.climbAfterMs : state.climbAfterMs;
  if (now - goodSince < climbAfterMs) return { ...state, badSince: null, goodSince, climbAfterMs };
  return {
    ...state,
    rung: rungAt(at - 1),
    badSince: null,
    goodSince: now,
    changedAt: now,
    climbedAt: now,
    climbAfterMs,
  };
}

function demanded(state: LadderState, line: LineSample, now: number, options: LadderOptions): number {
  const at = RUNGS.indexOf(state.rung);
  const overloaded = line.lossPercent >= options.fallLossPercent || (line.roundTripMs ?? 0) >= options.fallRoundTripMs;
  const settled = now - state.changedAt >= options.settleMs;
  const room = settled && line.roomFor ? RUNGS.indexOf(line.roomFor) : 0;
  return Math.min(Math.max(room, overloaded ? at + 1 : at), RUNGS.length - 1);
}

function isGood(line: LineSample, options: LadderOptions): boolean {
  const { fallLossPercent, fallRoundTripMs } = options;
  return line.lossPercent <= fallLossPercent * GOOD_SHARE && (line.roundTripMs ?? 0) <= fallRoundTripMs * GOOD_SHARE;
}

function fall(state: LadderState, target: number, now: number, options: LadderOptions): LadderState {
  const badSince = state.badSince ?? now;
  if (now - badSince < options.fallAfterMs) return { ...state, badSince, goodSince: null };
  const relapse = state.climbedAt !== null && now - state.climbedAt < options.relapseMs + options.fallAfterMs;
  return {
    rung: rungAt(target),
    badSince: null,
    goodSince: null,
    climbAfterMs: relapse ? Math.min(state.climbAfterMs * 2, options.climbMostMs) : options.climbAfterMs,
    changedAt: now,
    climbedAt: null,
  };
}

function rungAt(index: number): Rung {
  return RUNGS[index] ?? 'audio';
}

/** The lowest layer at its worst with room for the voice, kbit/s. */
const LEAST_ROOM_KBPS = 90;

/** Least estimate of an up-link to stay on a rung that moves a picture, kbit/s: its lowest layer with room for the voice. */
const ROOM_KBPS: readonly (readonly [Rung, number])[] = [
  ['full', 600],
  ['middle', 220],
  ['low', LEAST_ROOM_KBPS],
];

/** [LADDER1] What an up-link has room for by the sender's own estimate; it only tells while a picture moves. */
export function roomOfUplink(rung: Rung, availableKbps: number | null): Rung | null {
  if (availableKbps === null || layerOfRung(rung) < 0) return null;
  return ROOM_KBPS.find(([, least]) => availableKbps >= least)?.[0] ?? 'still';
}

/**
 * [LADDER1] What a down-link has room for by the worker's estimate: the worker fits the layers to it by itself, and only
 * below the lowest of them is there no room for a picture.
 */
export function roomOfDownlink(rung: Rung, availableKbps: number | null): Rung | null {
  if (availableKbps === null || layerOfRung(rung) < 0) return null;
  return availableKbps >= LEAST_ROOM_KBPS ? rung : 'still';
}
