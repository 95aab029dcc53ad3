import type { types } from 'mediasoup-client';
import { every } from '../../kernel/every.js';
import type { Scope } from '../../kernel/scope.js';

/** How often the paths are looked at, ms. */
const LOOK_EVERY_MS = 400;
/**
 * Silence after which a path is dead, ms. While a track is sent, feedback arrives ten times a second, in pauses of speech
 * (Opus DTX) more than twice. Otherwise the others may just be quiet, and a check of ICE without an answer must show it.
 */
const SILENT_AFTER_MS = 1500;
/** Silence on a steadily used path after which the link of the page is doubted as well, ms: finding out takes a second. */
const DOUBT_AFTER_MS = 700;
/** Without any sign at all: checks of ICE are answered every 2.5 s at the slowest (Chromium, stable pair). */
const IDLE_SILENT_AFTER_MS = 4000;
/** A check that has no answer after this long has none, ms. */
const UNANSWERED_AFTER_MS = 350;
/** Of the last looks, those in which something must have arrived for the path to be used steadily. */
const LOOKS = 8;
const STEADY_LOOKS = 5;
/** The waits between two restarts of a path that stays silent, ms: an attempt needs time, and the network may be away. */
const RESTART_AFTER_MS = [1500, 2500, 4000, 5000];

/** [NET11] A path that has not come about after this long is told of, ms; a slow line takes its time. */
const UNCONNECTED_AFTER_MS = 4000;
/** The waits before it is looked for anew, ms: what is under way on a slow line is left to arrive. */
const CONNECT_AGAIN_AFTER_MS = [6000, 10_000, 15_000];

/** Why a seat is interrupted whose paths died, or never came about. */
export const PATH_SILENT = 'media.path-silent';
export const NOT_CONNECTED = 'media.not-connected';

export interface PathWatchOptions {
  readonly transports: readonly types.Transport[];
  /** Whether a track is being sent now, so that feedback must arrive. */
  readonly sends: () => boolean;
  /** The watch ends with it. */
  readonly scope: Scope;
  /** Packets arrived on some path, so long ago at most, ms. */
  readonly onArrival: (mostMsAgo: number) => void;
  /** [LADDER10] Nothing arrives on any path any more; told again when something does. */
  readonly onAllSilent: (all: boolean) => void;
  /** Something may be wrong; told once per silence. */
  readonly onDoubt: () => void;
  /** Nothing arrives on some path any more. Told again, at growing distances, while that stays so. */
  readonly onSilent: () => void;
  /** [NET11] Some path has not come about for long; `again` where it is time to look for it anew. */
  readonly onUnconnected: (again: boolean) => void;
  /** Packets arrive on every path again. */
  readonly onHeard: () => void;
}

interface Path {
  readonly transport: types.Transport;
  heardAt: number;
  /** Whether it has ever come about. */
  wasThere: boolean;
  /** Since when it is being connected, failed attempts among it; null before its first use and while it is there. */
  connectingSince: number | null;
  /** Selected pair, packets and answers it had received, checks it had sent, when last heard. */
  pairId: string | undefined;
  received: number;
  checks: number;
  unansweredSince: number | null;
  /** Whether something arrived, look by look, the latest last. */
  arrivals: boolean[];
}

/**
 * Hears when a path has died without a word. Browsers say `disconnected` only after five seconds and more, and a
 * call that is silent so long has been given up; packets that stop arriving tell it in less than two. [NET5]
 */
export class PathWatch {
  readonly #options: PathWatchOptions;
  readonly #paths: readonly Path[];
  #silent = false;
  #doubted = false;
  #told = 0;
  #nextTellAt = 0;
  #looking = false;
  #allSilent = false;
  /** How often a path that never came about was looked for anew. */
  #sought = 0;
  #nextSeekAt: number | null = null;
  #lookedAt = performance.now();

  constructor(options: PathWatchOptions) {
    this.#options = options;
    const now = performance.now();
    this.#paths = options.transports.map((transport) => ({
      ...{ transport, heardAt: now, wasThere: false, connectingSince: null, pairId: undefined, received: 0, checks: 0 },
      ...{ unansweredSince: null, arrivals: [] },
    }));
    options.scope.defer(every(LOOK_EVERY_MS, () => void this.#look()));
  }

  async #look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    // Judged by the time the look began: on a busy machine the answer takes longer than a silence. [NET5]
    const began = performance.now();
    try {
      await Promise.all(this.#paths.map((path) => listen(path, began)));
    } catch {
      // A transport that closed while it was asked says nothing about the path.
      return;
    } finally {
      this.#looking = false;
    }
    if (!this.#options.scope.closed) this.#judge(began);
  }

  #judge(now: number): void {
    const sends = this.#options.sends();
    for (const path of this.#paths) noteConnecting(path, now);
    const used = this.#paths.filter(isInUse);
    const silences = used.map((path) => isSilent(path, sends, now));
    const silent = silences.includes(true);
    const allSilent = silent && !silences.includes(false);
    if (allSilent !== this.#allSilent) this.#options.onAllSilent(allSilent);
    this.#allSilent = allSilent;
    if (used.some((path) => path.heardAt === now)) this.#options.onArrival(performance.now() - this.#lookedAt);
    this.#lookedAt = now;
    const doubtful = used.some((path) => isSteady(path) && now - path.heardAt > DOUBT_AFTER_MS);
    if (doubtful && !this.#doubted) this.#options.onDoubt();
    this.#doubted = doubtful;
    const unconnected = this.#judgeConnecting(now);
    // A path that is only looked for anew has not been heard.
    const sought = this.#silent && this.#paths.some(({ connectingSince }) => connectingSince !== null);
    if (!silent && (unconnected || sought)) return;
    if (!silent) {
      const wasSilent = this.#silent;
      this.#silent = false;
      this.#told = 0;
      this.#nextTellAt = 0;
      if (wasSilent) this.#options.onHeard();
      return;
    }
    this.#silent = true;
    if (now < this.#nextTellAt) return;
    this.#nextTellAt = now + (RESTART_AFTER_MS[Math.min(this.#told, RESTART_AFTER_MS.length - 1)] ?? 0);
    this.#told += 1;
    this.#options.onSilent();
  }

  /** [NET11] Whether a path is overdue; its browser may look for it for as long as it likes without a word. */
  #judgeConnecting(now: number): boolean {
    const since = Math.min(...this.#paths.map(({ connectingSince }) => connectingSince ?? Infinity));
    if (now - since < UNCONNECTED_AFTER_MS) {
      this.#sought = 0;
      this.#nextSeekAt = null;
      return false;
    }
    this.#silent = true;
    this.#nextSeekAt ??= now + connectWaitMs(0);
    const again = now >= this.#nextSeekAt;
    if (again) {
      this.#sought += 1;
      this.#nextSeekAt = now + connectWaitMs(this.#sought);
    }
    this.#options.onUnconnected(again);
    return true;
  }
}

function connectWaitMs(sought: number): number {
  return CONNECT_AGAIN_AFTER_MS[Math.min(sought, CONNECT_AGAIN_AFTER_MS.length - 1)] ?? 0;
}

/** Before its first use a transport has no path at all, and one that never came about cannot fall silent. */
function isInUse({ transport: { connectionState }, wasThere }: Path): boolean {
  return wasThere && connectionState !== 'new' && connectionState !== 'connecting' && connectionState !== 'closed';
}

function noteConnecting(path: Path, now: number): void {
  const { connectionState } = path.transport;
  if (connectionState === 'connected') path.wasThere = true;
  const failedSoFar = !path.wasThere && (connectionState === 'failed' || connectionState === 'disconnected');
  const seeks = connectionState === 'connecting' || failedSoFar;
  path.connectingSince = seeks ? (path.connectingSince ?? now) : null;
}

function isSteady({ arrivals }: Path): boolean {
  return arrivals.filter(Boolean).length >= STEADY_LOOKS;
}

function isSilent(path: Path, sends: boolean, now: number): boolean {
  const silentMs = now - path.heardAt;
  if (silentMs > IDLE_SILENT_AFTER_MS) return true;
  if (silentMs <= SILENT_AFTER_MS) return false;
  const unanswered = path.unansweredSince !== null && now - path.unansweredSince >= UNANSWERED_AFTER_MS;
  return unanswered || (path.transport.direction === 'send' && sends && isSteady(path));
}

interface PairCounts {
  readonly pairId: string | undefined;
  readonly received: number;
  readonly checks: number;
}

/** `now` is when the look began. */
async function listen(path: Path, now: number): Promise<void> {
  if (path.transport.closed) return;
  const counts = selectedPair(await path.transport.getStats());
  // Another pair counts anew, and it was selected because it answers.
  const heard = counts.received > path.received || counts.pairId !== path.pairId;
  if (heard) {
    path.heardAt = now;
    path.unansweredSince = null;
    path.checks = counts.checks;
    path.arrivals = [...path.arrivals, true].slice(-LOOKS);
  } else {
    if (counts.checks > path.checks) path.unansweredSince ??= now;
    // The looks of the silence itself say nothing about how the path was used before it.
    if (now - path.heardAt < DOUBT_AFTER_MS) path.arrivals = [...path.arrivals, false].slice(-LOOKS);
  }
  path.received = counts.received;
  path.pairId = counts.pairId;
}

function selectedPair(report: RTCStatsReport): PairCounts {
  const rows = new Map<string, RTCStats & Record<string, unknown>>();
  report.forEach((row: RTCStats & Record<string, unknown>) => void rows.set(row.id, row));
  const number = (row: Record<string, unknown> | undefined, key: string): number =>
    typeof row?.[key] === 'number' ? row[key] : 0;
  const transport = [...rows.values()].find((row) => row.type === 'transport');
  const selected = transport?.['selectedCandidatePairId'];
  const pairId = typeof selected === 'string' ? selected : undefined;
  const pair = pairId === undefined ? undefined : rows.get(pairId);
  return {
    pairId,
    received: number(transport, 'packetsReceived') + number(pair, 'responsesReceived'),
    checks: number(pair, 'requestsSent') + number(pair, 'consentRequestsSent'),
  };
}
