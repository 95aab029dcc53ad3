import { expect, test } from 'vitest';
import type { Role } from '../identity/identity.model.js';
import type { Conference, ParticipantState } from './conference.model.js';
import { NEW_ROOM, type Mute } from './room.model.js';
import { heldByMutes, openToMuteAll, settled, waitingForDesk, withMute } from './room.rules.js';

const AT = '2026-05-10T01:00:00.000Z';
const name = { zh: '甲', en: 'A' };
const person = (principalId: string, role: Role, state: ParticipantState = 'JOINED') => ({
  ...{ principalId, role, state, name },
});
const mute = (principalId: string, source: Mute['source'] = 'microphone'): Mute => ({
  ...{ principalId, source, locked: false, byId: 'host', byName: name, at: AT },
});
const room: Conference = {
  ...{ id: '8b1f6f7a-12b4-4f8a-9a55-7f3f2a6f0c11', orgId: 'beilun', simulated: false, drill: false },
  ...{ incidentId: '6f2c1c1e-4a52-4e0e-9d0e-0a3f3a1b2c3d', incidentNumber: 'BL-20260510-001' },
  ...{ state: 'ACTIVE', hostId: 'host', hostName: name, convenedAt: AT, endedAt: null, revision: 0, room: NEW_ROOM },
  participants: [
    person('host', 'dispatcher'),
    person('commander', 'commander'),
    person('officer', 'officer'),
    person('expert', 'external-expert', 'INVITED'),
    person('gone', 'officer', 'REMOVED'),
  ],
};
const ids = (people: readonly { principalId: string }[]) => people.map((one) => one.principalId);
const muted = (...of: readonly Mute[]): Conference => ({ ...room, room: of.reduce(withMute, NEW_ROOM) });

test('[ROOM5] one mute leaves muting all on offer for the others (bug: it made the button lift all)', () => {
  expect(ids(openToMuteAll(room, 'host'))).toEqual(['officer', 'expert']);
  expect(heldByMutes(room, 'host')).toEqual([]);
  const one = muted(mute('officer'));
  expect([ids(openToMuteAll(one, 'host')), ids(heldByMutes(one, 'host'))]).toEqual([['expert'], ['officer']]);
  const all = muted(mute('officer'), mute('expert'));
  expect([openToMuteAll(all, 'host'), ids(heldByMutes(all, 'host'))]).toEqual([[], ['officer', 'expert']]);
});

test('[ROOM5] a silenced camera, or a mute of one who was removed, keeps nobody from being muted with all', () => {
  const left = muted(mute('officer', 'camera'), mute('gone'));
  expect(ids(openToMuteAll(left, 'commander'))).toEqual(['officer', 'expert']);
  // What an earlier version left behind is given free.
  expect(ids(heldByMutes(left, 'commander'))).toEqual(['gone']);
});

test('[ROOM5] [ROOM7] leaving lifts no mute, removal takes all of the person’s', () => {
  const before = muted(mute('officer'), mute('officer', 'screen'), mute('expert'));
  expect(settled(before, 'officer', 'LEFT').room.mutes).toHaveLength(3);
  expect(ids(settled(before, 'officer', 'REMOVED').room.mutes)).toEqual(['expert']);
});

test('[ROOM14] a room waits for a desk while people sit in it and no commander or dispatcher does, nor is expected back', () => {
  const only = (...participants: Conference['participants'][number][]) => ({ ...room, participants });
  expect(ids(waitingForDesk(only(person('officer', 'officer'))))).toEqual(['officer']);
  const wentAway = only(person('host', 'dispatcher', 'LEFT'), person('officer', 'officer', 'DROPPED'));
  expect(ids(waitingForDesk(wentAway))).toEqual(['officer']);
  for (const state of ['JOINED', 'DROPPED'] as const) {
    expect(waitingForDesk(only(person('host', 'dispatcher', state), person('officer', 'officer')))).toEqual([]);
  }
  expect(waitingForDesk(only(person('officer', 'officer', 'RINGING')))).toEqual([]);
  expect(waitingForDesk({ ...only(person('officer', 'officer')), state: 'ENDED' })).toEqual([]);
});
