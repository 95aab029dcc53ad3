import { expect, test } from 'vitest';
import { whereIBelong, type ConferenceLike, type SeatChoice } from './belonging.js';

type State = ConferenceLike['participants'][number]['state'];
const ME = 'account:me';

function place(state: State, options: { choice?: SeatChoice; enteredHere?: string } = {}): string {
  const conference: ConferenceLike = {
    ...{ id: 'c', state: 'ACTIVE', can: { join: true } },
    participants: [
      { principalId: 'account:other', state: 'JOINED' },
      { principalId: ME, state },
    ],
  };
  const { choice = null, enteredHere = null } = options;
  const found = whereIBelong({ conferences: [conference], principalId: ME, choice, enteredHere });
  return found.kind === 'offered' && found.elsewhere ? 'offered, from another device' : found.kind;
}

test('[CONF7] the centre connects, a dropped page comes back, a second device is only offered the call', () => {
  expect(place('INVITED')).toBe('inside');
  expect(place('DROPPED')).toBe('inside');
  expect(place('JOINED', { enteredHere: 'c' })).toBe('inside');
  expect(place('JOINED')).toBe('offered, from another device');
  expect(place('JOINED', { choice: { conferenceId: 'c', stay: true } })).toBe('inside');
});

test('who left stays out until he presses, or the centre invites again', () => {
  const left: SeatChoice = { conferenceId: 'c', stay: false };
  expect(place('LEFT')).toBe('offered');
  expect(place('JOINED', { choice: left, enteredHere: 'c' })).toBe('offered');
  expect(place('INVITED', { choice: left })).toBe('inside');
  expect(place('LEFT', { choice: { conferenceId: 'c', stay: true } })).toBe('inside');
});

test('[NET9] a page whose network was away longer than its seat waited enters again by itself, unless its person had left', () => {
  expect(place('LEFT', { enteredHere: 'c' })).toBe('inside');
  expect(place('LEFT', { enteredHere: 'c', choice: { conferenceId: 'c', stay: false } })).toBe('offered');
  expect(place('LEFT', { enteredHere: 'another' })).toBe('offered');
});

test('[CALL2] whom the centre calls is rung, whatever he said before; answering takes him in, a refusal leaves the way open', () => {
  expect(place('RINGING')).toBe('ringing');
  expect(place('RINGING', { choice: { conferenceId: 'c', stay: false } })).toBe('ringing');
  expect(place('RINGING', { choice: { conferenceId: 'c', stay: true } })).toBe('inside');
  expect(place('DECLINED')).toBe('offered');
  expect(place('EXPIRED')).toBe('offered');
});

test('a conference that is over, closed to me, or not mine is nowhere', () => {
  const mine = [{ principalId: ME, state: 'INVITED' as const }];
  for (const conference of [
    { id: 'c', state: 'ENDED' as const, can: { join: true }, participants: mine },
    { id: 'c', state: 'OPEN' as const, can: { join: false }, participants: mine },
    { id: 'c', state: 'OPEN' as const, can: { join: true }, participants: [] },
  ]) {
    expect(whereIBelong({ conferences: [conference], principalId: ME, choice: null, enteredHere: null }).kind).toBe(
      'nowhere',
    );
  }
  expect(place('REMOVED')).toBe('nowhere');
});
