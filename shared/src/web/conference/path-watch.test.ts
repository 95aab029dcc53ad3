import type { types } from 'mediasoup-client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Scope } from '../../kernel/scope.js';
import { PathWatch } from './path-watch.js';

/** A path as the watch sees it: its state, and packets that count up while it `flows`. */
class Path {
  connectionState: RTCPeerConnectionState = 'new';
  readonly closed = false;
  flows = false;
  #received = 0;

  readonly direction: 'send' | 'recv';

  constructor(direction: 'send' | 'recv') {
    this.direction = direction;
  }

  getStats(): Promise<ReadonlyMap<string, object>> {
    if (this.flows) this.#received += 5;
    return Promise.resolve(new Map([['T', { id: 'T', type: 'transport', packetsReceived: this.#received }]]));
  }
}

let scope: Scope;
let send: Path;
let receive: Path;
let told: string[];
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
  scope = new Scope('test');
  [send, receive, told] = [new Path('send'), new Path('recv'), []];
  new PathWatch({
    transports: [send, receive] as unknown as types.Transport[],
    ...{
      scope,
      sends: () => false,
      onArrival: () => undefined,
      onAllSilent: () => undefined,
      onDoubt: () => undefined,
    },
    onSilent: () => told.push('silent'),
    onUnconnected: (again) => told.push(again ? 'again' : 'unconnected'),
    onHeard: () => told.push('heard'),
  });
});
afterEach(async () => {
  await scope.close();
  vi.useRealTimers();
});

/** What was told within so many seconds, repetitions left out. */
async function within(seconds: number): Promise<string[]> {
  told = [];
  await vi.advanceTimersByTimeAsync(seconds * 1000);
  return told.filter((word, at) => word !== told[at - 1]);
}

test('[NET11] a path that does not come about is told after 4 s and sought at growing distances, until it is there', async () => {
  send.connectionState = 'connecting';
  expect(await within(3.9)).toEqual([]);
  expect(await within(2)).toEqual(['unconnected']);
  const minute = await within(60);
  expect(minute.filter((word) => word === 'again').length).toBeGreaterThanOrEqual(3);
  expect(minute.filter((word) => word === 'again').length).toBeLessThanOrEqual(6);
  [send.connectionState, send.flows] = ['connected', true];
  expect(await within(2)).toEqual(['heard']);
});

test('[NET11] a failed attempt is not a path that was heard (bug: the page said between two attempts that all was well)', async () => {
  send.connectionState = 'connecting';
  await within(8);
  send.connectionState = 'failed';
  expect(await within(3)).not.toContain('heard');
  send.connectionState = 'connecting';
  const after = await within(10);
  expect(after).not.toContain('heard');
  expect(after).not.toContain('silent');
});

test('[NET11] while one path works and the other is overdue it is not well; a first connection in time is no news', async () => {
  [send.connectionState, send.flows] = ['connected', true];
  expect(await within(5)).toEqual([]);
  receive.connectionState = 'connecting';
  expect(await within(2)).toEqual([]);
  [receive.connectionState, receive.flows] = ['connected', true];
  expect(await within(5)).toEqual([]);
  [receive.connectionState, receive.flows] = ['connecting', false];
  expect(await within(6)).toEqual(['unconnected']);
});

test('[NET5] a path that worked and falls silent is told as that, and heard when packets come again', async () => {
  for (const path of [send, receive]) [path.connectionState, path.flows] = ['connected', true];
  await within(5);
  receive.flows = false;
  expect(await within(6)).toEqual(['silent']);
  // Some browsers say of one that is sought anew that it is being connected.
  receive.connectionState = 'connecting';
  expect(await within(2)).toEqual([]);
  [receive.connectionState, receive.flows] = ['connected', true];
  expect(await within(1)).toEqual(['heard']);
});
