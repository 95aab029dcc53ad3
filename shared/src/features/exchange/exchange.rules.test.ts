import { expect, test } from 'vitest';
import type { Participant } from '../conference/conference.model.js';
import type { ExchangeMark, ExchangeMessage } from './exchange.model.js';
import { mergeMarks, mergeMessages, newestFor, readingsOf, unreadCount } from './exchange.rules.js';

const message = (position: number, authorId = 'a'): ExchangeMessage =>
  ({ id: `m${position}`, position, authorId }) as ExchangeMessage;
const mark = (principalId: string, read: number, delivered = read, revision = 0): ExchangeMark =>
  ({ id: `c:${principalId}`, principalId, read, delivered, revision }) as ExchangeMark;
const person = (principalId: string, state: Participant['state']): Participant => ({
  principalId,
  name: { zh: principalId, en: principalId },
  role: 'officer',
  state,
});
const positions = (messages: readonly ExchangeMessage[]) => messages.map((one) => one.position);

test('[EXC2] messages that came by two ways stand once and in order; what lies before a hole is asked for again', () => {
  expect(positions(mergeMessages([message(2), message(1)], [message(2), message(3)]))).toEqual([1, 2, 3]);
  expect(positions(mergeMessages([message(1), message(2)], [message(7), message(8)]))).toEqual([7, 8]);
  expect(positions(mergeMessages([message(7), message(8)], [message(3), message(4), message(5), message(6)]))).toEqual([
    ...[3, 4, 5, 6, 7, 8],
  ]);
});

test('[EXC4] progress counts who is in the conference or has the message, and never its author or who did not come', () => {
  const people = [
    ...[person('a', 'JOINED'), person('b', 'JOINED'), person('c', 'DROPPED'), person('d', 'LEFT')],
    ...[person('e', 'LEFT'), person('f', 'RINGING'), person('g', 'EXPIRED'), person('h', 'LOBBY')],
    person('i', 'REMOVED'),
  ];
  const marks = [mark('b', 5), mark('c', 2, 5), mark('d', 5), mark('i', 5), mark('g', 5)];
  expect(readingsOf(message(5), people, marks).map(({ principalId, state }) => `${principalId} ${state}`)).toEqual([
    ...['b read', 'c delivered', 'd read'],
  ]);
});

test('[EXC4] a body-worn unit is not counted, for nobody can say that it was read (bug: every message waited for it)', () => {
  const people = [person('a', 'JOINED'), person('device:1', 'JOINED'), person('b', 'JOINED')];
  expect(readingsOf(message(1), people, [mark('b', 1)])).toMatchObject([{ principalId: 'b', state: 'read' }]);
});

test('[EXC4] of two marks the later one holds; unread are the messages of others beyond one’s own', () => {
  expect(mergeMarks([mark('a', 3, 3, 2)], [mark('a', 1, 1, 1)])).toMatchObject([{ read: 3 }]);
  expect(unreadCount([message(1, 'b'), message(2, 'a'), message(3, 'b')], 'a', 1)).toBe(1);
});

test('[EXC12] the newest message of somebody else, as long as it is new', () => {
  const at = (minute: number): string => `2026-01-01T00:0${minute}:00.000Z`;
  const messages = [
    { authorId: 'a', at: at(1) },
    { authorId: 'b', at: at(2) },
    { authorId: 'unit', at: at(3) },
  ];
  expect(newestFor(messages, 'unit', Date.parse(at(2)))).toBe(messages[1]);
  expect(newestFor(messages, 'unit', Date.parse(at(2)) + 1)).toBeNull();
  expect(newestFor([], 'unit', 0)).toBeNull();
});
