import { setTimeout as wait } from 'node:timers/promises';
import type { Scope } from '@haigang/shared/kernel/scope';

/** Runs `task` every `intervalMs` (counted from the end of the last run) until the scope closes; a failure is reported and the next run comes. */
export function repeat(
  scope: Scope,
  intervalMs: number,
  task: () => Promise<unknown>,
  onFailure: (failure: unknown) => void,
): void {
  const loop = async (): Promise<void> => {
    for (;;) {
      await wait(intervalMs, undefined, { signal: scope.signal, ref: false });
      await task().catch(onFailure);
    }
  };
  // The only way out of the loop is the scope's end, which aborts the wait.
  loop().catch(() => undefined);
}
