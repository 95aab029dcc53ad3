import type { Socket } from 'socket.io-client';
import { beforeEach, expect, test } from 'vitest';
import { createLinkCheck, type LinkCheck } from './link-check.js';

/** What of a socket is used here: one that is being opened, or is open and answers nothing. */
let opened: number;
let arrivedAt: number;
function checkOf(socket: { connected: boolean; readyState: 'opening' | 'closed' | 'open' }): LinkCheck {
  const { connected, readyState } = socket;
  const fake = {
    connected,
    io: { on: () => undefined, engine: { readyState }, timeout: () => 8000 },
    timeout: () => ({ emitWithAck: () => Promise.reject(new Error('timeout')) }),
    disconnect: () => fake,
    connect: () => (opened += 1),
  };
  return createLinkCheck({
    ...{ socket: fake as unknown as Socket, heardAt: () => 0, arrivedAt: () => arrivedAt, roundTripMs: () => 0 },
  });
}
beforeEach(() => {
  opened = 0;
  arrivedAt = 0;
});

test('[NET10] a socket that is being opened is left alone by a silence (bug: on a slow line it was begun anew every few seconds and never opened)', async () => {
  const check = checkOf({ connected: false, readyState: 'opening' });
  for (let time = 0; time < 3; time += 1) expect(await check.verify('silence')).toBe(false);
  expect(opened).toBe(0);
  // What was asked for from another address is never answered.
  await check.verify('network');
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
