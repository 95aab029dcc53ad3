import { expect, test } from 'vitest';
import { Scope } from './scope.js';

test('[LIFE2] closing twice is closing once, last opened first, children with their parent', async () => {
  const order: string[] = [];
  const parent = new Scope('room');
  parent.defer(() => order.push('room'));
  const child = parent.child('seat');
  child.defer(() => order.push('transport'));
  child.defer(() => order.push('producer'));
  await Promise.all([parent.close(), parent.close()]);
  await child.close();
  expect(order).toEqual(['producer', 'transport', 'room']);
});

test('[LIFE1] a child that ends by itself withdraws from its owner', async () => {
  let closes = 0;
  const parent = new Scope('room');
  const child = parent.child('seat');
  child.defer(() => (closes += 1));
  await child.close();
  expect([child.closed, parent.closed]).toEqual([true, false]);
  await parent.close();
  expect(closes).toBe(1);
});

test('[LIFE2] one failing cleanup does not keep the others from running', async () => {
  const order: string[] = [];
  const scope = new Scope('app');
  scope.defer(() => order.push('first'));
  scope.defer(() => {
    throw new Error('no');
  });
  scope.defer(() => order.push('last'));
  await expect(scope.close()).rejects.toThrow(AggregateError);
  expect(order).toEqual(['last', 'first']);
});

test('[LIFE4] what arrives after the end is closed at once and refused; work in flight is told first', async () => {
  const scope = new Scope('seat');
  let abortedBeforeCleanup = false;
  scope.defer(() => (abortedBeforeCleanup = scope.signal.aborted));
  await scope.close();
  expect(abortedBeforeCleanup).toBe(true);
  let closed = false;
  expect(() => scope.own({ close: () => (closed = true) })).toThrow('is closed');
  await expect.poll(() => closed).toBe(true);
  let ran = false;
  scope.defer(() => (ran = true));
  await expect.poll(() => ran).toBe(true);
});
