import type { Socket } from 'socket.io-client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLinkCheck, type LinkCheck } from './link-check.js';

/** What of a socket is used here: one that is being opened, or is open and answers nothing. */
let opened: number;
let arrivedAt: number;
let onStep: (step: string) => void;
function checkOf(socket: { connected: boolean; readyState: 'opening' | 'closed' | 'open' }): LinkCheck {
  const { connected, readyState } = socket;
  const steps = new Map<string, () => void>();
  onStep = (step) => steps.get(step)?.();
  const fake = {
    connected,
    io: {
      on: (step: string, listener: () => void) => steps.set(step, listener),
      engine: { readyState },
      timeout: () => 8000,
    },
    timeout: () => ({ emitWithAck: () => Promise.reject(new Error('timeout')) }),
    disconnect: () => fake,
    connect: () => (opened += 1),
    on: () => undefined,
  };
  return createLinkCheck({
    ...{ socket: fake as unknown as Socket, heardAt: () => 0, arrivedAt: () => arrivedAt, roundTripMs: () => 0 },
  });
}
beforeEach(() => {
  opened = 0;
  arrivedAt = 0;
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

test('[NET10] a socket that is being opened over a slow line is left alone by a silence (bug: it was begun anew every few seconds and never opened)', async () => {
  arrivedAt = Date.now();
  const check = checkOf({ connected: false, readyState: 'opening' });
  for (let time = 0; time < 3; time += 1) expect(await check.verify('silence')).toBe(false);
  expect(opened).toBe(0);
  // What was asked for from another address is never answered.
  await check.verify('network');
  expect(opened).toBe(1);
});

test('[NET5] where nothing arrives any more a socket is begun anew with each silence: the line may be back since', async () => {
  const check = checkOf({ connected: false, readyState: 'opening' });
  vi.advanceTimersByTime(2000);
  await check.verify('silence');
  expect(opened).toBe(1);
});

test('[NET10] between two attempts a silence begins the next one at once', async () => {
  await checkOf({ connected: false, readyState: 'closed' }).verify('silence');
  expect(opened).toBe(1);
});

test('[NET10] a link that does not answer is replaced, but not while packets of the call arrive (bug: a slow line lost it)', async () => {
  arrivedAt = Date.now() + 60_000;
  expect(await checkOf({ connected: true, readyState: 'open' }).verify('silence')).toBe(true);
  expect(opened).toBe(0);
  arrivedAt = 0;
  expect(await checkOf({ connected: true, readyState: 'open' }).verify('silence')).toBe(false);
  expect(opened).toBe(1);
});

test('[NET10] what opening still takes once the line stands has its own time (bug: a socket that took long was ended just as it stood)', async () => {
  const check = checkOf({ connected: false, readyState: 'open' });
  arrivedAt = Date.now() + 60_000;
  onStep('reconnect_attempt');
  vi.advanceTimersByTime(7000);
  onStep('open');
  vi.advanceTimersByTime(7000);
  await check.verify('silence');
  expect(opened).toBe(0);
  vi.advanceTimersByTime(2000);
  await check.verify('silence');
  expect(opened).toBe(1);
});

test('[NET4] [NET10] after another network packets of the call say nothing for the link (bug: those of the one before kept it)', async () => {
  arrivedAt = Date.now() + 60_000;
  expect(await checkOf({ connected: true, readyState: 'open' }).verify('network')).toBe(false);
  expect(opened).toBe(1);
});
