import { parseArgs } from 'node:util';

/** Value below which the given share (0 to 1) of the samples lies, nearest rank. Throws on no samples. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))];
  if (value === undefined) throw new RangeError('no samples');
  return value;
}

/** Count, median, 95th percentile and maximum of milliseconds, rounded to a tenth. */
export function summary(samplesMs: readonly number[]): { n: number; p50Ms: number; p95Ms: number; maxMs: number } {
  const tenth = (value: number): number => Math.round(value * 10) / 10;
  return {
    n: samplesMs.length,
    p50Ms: tenth(percentile(samplesMs, 0.5)),
    p95Ms: tenth(percentile(samplesMs, 0.95)),
    maxMs: tenth(percentile(samplesMs, 1)),
  };
}

/** Prints one result: one line of JSON with `--json`, a small table otherwise. Units stand in the keys. */
export function report(bench: string, figures: Readonly<Record<string, number | string | readonly object[]>>): void {
  const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } }, strict: false });
  if (values.json === true) {
    process.stdout.write(`${JSON.stringify({ bench, ...figures })}\n`);
    return;
  }
  const rows = Object.entries(figures).map(
    ([key, value]) => `  ${key.padEnd(28)} ${typeof value === 'object' ? JSON.stringify(value) : value}`,
  );
  process.stdout.write(`${bench}\n${rows.join('\n')}\n`);
}

/** What a benchmark does between two samples: progress for the person who waits, on standard error. */
export function progress(text: string): void {
  process.stderr.write(`${text}\n`);
}
