/** [EXC10] The right to work on an unsent message: of all windows of one browser, one has it. */
export interface Claims {
  /** Runs `granted` once no other window has it: at once, or when that window is closed or done with the message. */
  readonly claim: (id: string, granted: () => void) => void;
  /** Done with it. */
  readonly release: (id: string) => void;
  /** Gives up all that is held and asked for. */
  readonly close: () => void;
}

const lockOf = (id: string): string => `haigang.outbox/${id}`;

/**
 * By the browser's own locks, which end with the window that holds them, however it ends. A browser without them (before
 * 2022) grants at once: there two windows may send the same bytes, and the centre still takes the message once.
 */
export function openClaims(locks: Pick<LockManager, 'request'> | undefined = browserLocks()): Claims {
  const asked = new Set<string>();
  const held = new Map<string, () => void>();
  const end = new AbortController();
  return {
    claim: (id, granted) => {
      if (asked.has(id) || end.signal.aborted) return;
      asked.add(id);
      if (!locks) {
        granted();
        return;
      }
      const hold = (): Promise<void> =>
        new Promise((resolve) => {
          if (!asked.has(id) || end.signal.aborted) {
            resolve();
            return;
          }
          held.set(id, resolve);
          granted();
        });
      locks.request(lockOf(id), { signal: end.signal }, hold).catch(() => {
        // Refused by the browser, not by a window: better twice than never.
        if (asked.has(id) && !end.signal.aborted && !held.has(id)) granted();
      });
    },
    release: (id) => {
      asked.delete(id);
      held.get(id)?.();
      held.delete(id);
    },
    close: () => {
      end.abort();
      for (const release of held.values()) release();
      held.clear();
    },
  };
}

/** Runs a task on a message that no window works on; false where one does. */
export async function whenUnclaimed(
  id: string,
  task: () => Promise<void>,
  locks: Pick<LockManager, 'request'> | undefined = browserLocks(),
): Promise<boolean> {
  if (!locks) {
    await task();
    return true;
  }
  return locks.request(lockOf(id), { ifAvailable: true }, async (lock) => {
    if (lock) await task();
    return lock !== null;
  });
}

function browserLocks(): LockManager | undefined {
  return 'locks' in navigator ? navigator.locks : undefined;
}
