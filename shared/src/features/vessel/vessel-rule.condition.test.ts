import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judge, type Condition, type Timing, type Verdict } from './vessel-rule.condition.js';

const TIMING: Timing = { raiseMs: 60_000, raiseReports: 3, clearMs: 30_000, coolMs: 600_000, gapMs: 300_000 };

/** Kinds after each look, ten seconds apart. */
function kinds(verdicts: readonly Verdict[], timing = TIMING): (string | null)[] {
  let condition: Condition | null = null;
  return verdicts.map((verdict, index) => {
    condition = judge(condition, verdict, index * 10_000, timing);
    return condition?.kind ?? null;
  });
}
const times = (verdict: Verdict, count: number): Verdict[] => Array.from({ length: count }, () => verdict);

test('[AIS70] raised after its time and reports, over after its time, and not again while it cools', () => {
  expect(kinds(times('yes', 7)).slice(-2)).toEqual(['pending', 'raised']);
  const raised = times('yes', 7);
  expect(kinds([...raised, ...times('no', 3)]).at(-1)).toBe('raised');
  expect(kinds([...raised, ...times('no', 4)]).at(-1)).toBe('cooling');
  const again = kinds([...raised, ...times('no', 4), ...times('yes', 70)]);
  // Ten minutes of quiet, then its time over.
  expect(again.slice(11).findIndex((kind) => kind === 'raised')).toBe(65);
});

test('[AIS70] one look that says otherwise changes nothing, two do', () => {
  expect(kinds(['yes', 'yes', 'no', 'yes', 'yes', 'yes', 'yes']).at(-1)).toBe('raised');
  expect(kinds(['yes', 'yes', 'no', 'no'])).toEqual(['pending', 'pending', 'pending', null]);
  expect(kinds([...times('yes', 7), 'no', 'yes', 'no', 'no', 'no']).at(-1)).toBe('raised');
});

test('[AIS70] what is not known neither raises nor ends anything', () => {
  expect(kinds(times('unknown', 20))).toEqual(times('yes', 20).map(() => null));
  expect(kinds([...times('yes', 6), ...times('unknown', 30)]).at(-1)).toBe('pending');
  expect(kinds([...times('yes', 7), ...times('unknown', 500)]).at(-1)).toBe('raised');
  // After a silence longer than the gap what began is forgotten.
  const begun = judge(null, 'yes', 0, TIMING);
  expect(judge(begun, 'yes', TIMING.gapMs + 1, TIMING)).toMatchObject({ kind: 'pending', reports: 1 });
});

const looks = fc.array(
  fc.record({ wait: fc.integer({ min: 1, max: 120_000 }), verdict: fc.constantFrom<Verdict>('yes', 'no', 'unknown') }),
  { maxLength: 300 },
);
const timings = fc.record({
  raiseMs: fc.integer({ min: 0, max: 200_000 }),
  raiseReports: fc.integer({ min: 1, max: 5 }),
  clearMs: fc.integer({ min: 0, max: 200_000 }),
  coolMs: fc.integer({ min: 0, max: 600_000 }),
  gapMs: fc.integer({ min: 30_000, max: 600_000 }),
});

test('[AIS70] whatever is seen: raised only by enough `yes`, ended only by `no`, and never twice within the cool-down', () => {
  fc.assert(
    fc.property(looks, timings, (sequence, timing) => {
      let at = 0;
      let condition: Condition | null = null;
      let yes: number[] = [];
      let no: number[] = [];
      let endedAt = -Infinity;
      for (const { wait, verdict } of sequence) {
        at += wait;
        const before = condition;
        condition = judge(condition, verdict, at, timing);
        yes = verdict === 'yes' ? [...yes, at] : yes;
        if (condition?.kind === 'raised' && before?.kind !== 'raised') {
          expect(verdict).toBe('yes');
          const since = condition.since;
          const counted = yes.filter((time) => time >= since);
          expect(counted.length).toBeGreaterThanOrEqual(timing.raiseReports);
          expect(at - since).toBeGreaterThanOrEqual(timing.raiseMs);
          expect(at - endedAt).toBeGreaterThanOrEqual(timing.coolMs);
          no = [];
        }
        no = verdict === 'no' ? [...no, at] : verdict === 'yes' ? [] : no;
        if (before?.kind === 'raised' && condition?.kind !== 'raised') {
          expect(condition?.kind).toBe('cooling');
          expect(no.length).toBeGreaterThanOrEqual(2);
          expect(at - (no[0] ?? at)).toBeGreaterThanOrEqual(timing.clearMs);
          endedAt = at;
          yes = [];
        }
      }
    }),
  );
});
