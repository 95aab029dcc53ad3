/**
 * What one look says of a rule: beyond the threshold at which it is raised, beyond the one at which it is over, or between
 * the two, or not known: then what stands goes on.
 */
export type Verdict = 'yes' | 'no' | 'unknown';

/** How certain a rule must be, ms and reports. */
export interface Timing {
  readonly raiseMs: number;
  readonly raiseReports: number;
  readonly clearMs: number;
  readonly coolMs: number;
  /** What began counts on over a silence of at most this; after a longer one it begins anew. */
  readonly gapMs: number;
}

/** One rule of one subject between two looks; all times ms since 1970. */
export type Condition =
  | {
      readonly kind: 'pending';
      readonly since: number;
      readonly reports: number;
      readonly misses: number;
      readonly at: number;
    }
  | { readonly kind: 'raised'; readonly since: number; readonly over: Over | null; readonly at: number }
  | { readonly kind: 'cooling'; readonly until: number; readonly at: number };

/** What began to say that it is over. */
interface Over {
  readonly since: number;
  readonly reports: number;
}

/** Looks that say otherwise, in a row, before what began is given up: one jump of a receiver changes nothing. */
const MOST_MISSES = 1;
/** Looks that must say that it is over. */
const CLEAR_REPORTS = 2;

/**
 * [AIS70] Takes one look; null stands for nothing to remember. Raised is what was so for `raiseMs` in as many reports,
 * over what was not so for `clearMs`; then nothing is raised for `coolMs`, whatever the looks say.
 */
export function judge(before: Condition | null, verdict: Verdict, at: number, timing: Timing): Condition | null {
  if (before && at < before.at) return before;
  switch (before?.kind) {
    case 'pending':
      return pending(before, verdict, at, timing);
    case 'raised':
      return raised(before, verdict, at, timing);
    case 'cooling':
      return at < before.until ? { ...before, at } : fresh(verdict, at, timing);
    case undefined:
      return fresh(verdict, at, timing);
  }
}

function fresh(verdict: Verdict, at: number, timing: Timing): Condition | null {
  return verdict === 'yes' ? certain({ kind: 'pending', since: at, reports: 1, misses: 0, at }, timing) : null;
}

type Pending = Extract<Condition, { kind: 'pending' }>;

function pending(before: Pending, verdict: Verdict, at: number, timing: Timing): Condition | null {
  if (at - before.at > timing.gapMs) return fresh(verdict, at, timing);
  if (verdict === 'unknown') return { ...before, at };
  if (verdict === 'yes') return certain({ ...before, reports: before.reports + 1, misses: 0, at }, timing);
  return before.misses < MOST_MISSES ? { ...before, misses: before.misses + 1, at } : null;
}

function certain(one: Pending, { raiseMs, raiseReports }: Timing): Condition {
  const is = one.reports >= raiseReports && one.at - one.since >= raiseMs;
  return is ? { kind: 'raised', since: one.since, over: null, at: one.at } : one;
}

function raised(
  before: Extract<Condition, { kind: 'raised' }>,
  verdict: Verdict,
  at: number,
  { clearMs, coolMs }: Timing,
): Condition {
  if (verdict === 'yes') return { ...before, over: null, at };
  if (verdict === 'unknown') return { ...before, at };
  const over = { since: before.over?.since ?? at, reports: (before.over?.reports ?? 0) + 1 };
  const isOver = over.reports >= CLEAR_REPORTS && at - over.since >= clearMs;
  return isOver ? { kind: 'cooling', until: at + coolMs, at } : { ...before, over, at };
}
