import { expect, test } from 'vitest';
import type { ConferenceRequestView, ConferenceView } from '@haigang/shared/features/conference/conference.model';
import { moveMeans, type Move } from './move.js';

const person = (principalId: string, role: string, state = 'JOINED') => ({ principalId, role, state });
/** A call of the dispatcher `me`, who hosts it, with an officer. */
const call = (change: object = {}): ConferenceView =>
  ({
    ...{ id: 'c1', incidentId: 'i1', state: 'ACTIVE', hostId: 'me' },
    participants: [person('me', 'dispatcher'), person('o1', 'officer')],
    ...change,
  }) as unknown as ConferenceView;
const accept: Move = { kind: 'accept', request: { incidentId: 'i2' } as ConferenceRequestView };
const enter: Move = { kind: 'enter', conference: { id: 'c2', incidentId: 'i2' } };

test('[ROOM12] a second request or call is asked about while leaving would leave others alone (bug: it abandoned the first)', () => {
  for (const move of [accept, enter]) {
    expect(moveMeans(move, call(), 'me')).toBe('ask');
    const dropped = [person('me', 'dispatcher'), person('o1', 'officer', 'DROPPED')];
    expect(moveMeans(move, call({ participants: dropped }), 'me')).toBe('ask');
  }
});

test('[ROOM12] without anybody left alone the desk moves at once: a guest of the call, an empty room, a desk that takes over', () => {
  expect(moveMeans(accept, call({ hostId: 'other' }), 'me')).toBe('leave');
  expect(moveMeans(accept, call({ participants: [person('me', 'dispatcher')] }), 'me')).toBe('leave');
  const withCommander = [...call().participants, person('c', 'commander')];
  expect(moveMeans(accept, call({ participants: withCommander }), 'me')).toBe('leave');
});

test('[ROOM12] without a call, and into the same one, nothing is left', () => {
  expect(moveMeans(accept, null, 'me')).toBe('enter');
  expect(moveMeans(accept, call({ state: 'ENDED' }), 'me')).toBe('enter');
  const same: Move = { kind: 'accept', request: { incidentId: 'i1' } as ConferenceRequestView };
  expect(moveMeans(same, call(), 'me')).toBe('enter');
});

test('[ROOM12] [CALL2] calling people into another incident is asked about before anybody rings (bug: they were called first)', () => {
  const to = (incidentId: string): Move => ({ kind: 'call', incidentId, who: { kind: 'team' } });
  expect(moveMeans(to('i2'), call(), 'me')).toBe('ask');
  expect(moveMeans(to('i1'), call(), 'me')).toBe('enter');
  expect(moveMeans(to('i2'), null, 'me')).toBe('enter');
});
