/** What a browser says of its network (Network Information API); Safari and Firefox say nothing. */
export interface NetworkHint {
  readonly type?: string | undefined;
  readonly effectiveType?: string | undefined;
  /** The browser's own estimate of the way here, Mbit/s. */
  readonly downlinkMbps?: number | undefined;
}

export type NetworkKind = 'fast' | 'mobile' | 'slow';

/** What the last call of this browser found out, each way kbit/s. */
export interface LastLine {
  readonly kind: NetworkKind;
  readonly upKbps: number | null;
  readonly downKbps: number | null;
  /** When, ms of the page's clock. */
  readonly at: number;
}

export interface StartRates {
  readonly upKbps: number;
  readonly downKbps: number;
}

export interface StartRateLimits {
  /** Rate of each kind of network, kbit/s. */
  readonly kbps: Readonly<Record<NetworkKind, number>>;
  readonly memoryMs: number;
}

/** An estimate is begun a little below, so that the first seconds do not fill the queue they measure. */
const CAUTION = 0.8;

/** A network nobody knows anything of counts as fast: a picture that falls soon is better than one that climbs late. */
export function networkKind({ type, effectiveType }: NetworkHint): NetworkKind {
  if (effectiveType === 'slow-2g' || effectiveType === '2g' || effectiveType === '3g') return 'slow';
  return type === 'cellular' ? 'mobile' : 'fast';
}

/**
 * [MEDIA13] Where each direction begins, kbit/s: what the last call on such a network carried, while that is believed,
 * else the rate of the kind of network, and never more towards the page than its browser expects of a mobile line.
 */
export function startRates(hint: NetworkHint, last: LastLine | null, limits: StartRateLimits, now: number): StartRates {
  const kind = networkKind(hint);
  const usual = limits.kbps[kind];
  const isBelieved = last !== null && last.kind === kind && now - last.at >= 0 && now - last.at < limits.memoryMs;
  const from = (known: number | null | undefined): number => {
    if (!isBelieved || known === null || known === undefined) return usual;
    return clamp(known * CAUTION, limits.kbps.slow, limits.kbps.fast);
  };
  const expected = kind === 'fast' || !hint.downlinkMbps ? Infinity : hint.downlinkMbps * 1000 * CAUTION;
  return {
    upKbps: Math.round(from(last?.upKbps)),
    downKbps: Math.round(Math.min(from(last?.downKbps), Math.max(expected, limits.kbps.slow))),
  };
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(Math.min(least, most), Math.min(value, most));
}

/** A direction that carries less tells nothing of what its line could carry, kbit/s. */
const TELLING_KBPS = 100;
/** Estimates before that still stand where they were begun, ms. */
const SETTLED_AFTER_MS = 10_000;

/** One direction as it is now: what flows, what is expected to fit, and whether the picture had to be reduced. */
export interface LineSample {
  readonly kbps: number;
  readonly availableKbps: number | null;
  readonly isReduced: boolean;
}

/** What a direction teaches for the next call, kbit/s; null while it teaches nothing. */
export function learntKbps({ kbps, availableKbps, isReduced }: LineSample, openForMs: number): number | null {
  if (availableKbps === null || openForMs < SETTLED_AFTER_MS) return null;
  return kbps >= TELLING_KBPS || isReduced ? availableKbps : null;
}
