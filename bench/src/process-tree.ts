import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second, on every architecture Node runs on (`USER_HZ`). */
const TICKS_PER_SECOND = 100;

interface ProcessRow {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
  /** User and system time of the process itself, seconds. */
  readonly cpuSeconds: number;
  /** User and system time of the children it has waited for, seconds. */
  readonly reapedSeconds: number;
}

/** The process and everything below it, from `/proc`; empty when it is gone. */
export function processTree(root: number): ProcessRow[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name))
    .flatMap((name) => readProcess(Number(name)) ?? []);
  const found: ProcessRow[] = all.filter((row) => row.pid === root);
  // The list grows while it is walked: children of children are found below them.
  for (const parent of found) found.push(...all.filter((row) => row.parent === parent.pid));
  return found;
}

/** Processor time the tree has used so far, children that have ended included; seconds. */
export function treeCpuSeconds(root: number): number {
  return processTree(root).reduce((sum, row) => sum + row.cpuSeconds + row.reapedSeconds, 0);
}

function readProcess(pid: number): ProcessRow | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name stands in brackets and may hold anything; the numbers follow its last bracket (proc(5)).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = (at: number): number => Number(fields[at]) / TICKS_PER_SECOND;
    return {
      pid,
      parent: Number(fields[1]),
      command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' '),
      cpuSeconds: ticks(11) + ticks(12),
      reapedSeconds: ticks(13) + ticks(14),
    };
  } catch {
    // It ended between the listing and the look at it.
    return null;
  }
}
