import { expect, test } from 'vitest';
import type { ConferenceView, Participant } from '@haigang/shared/features/conference/conference.model';
import { NEW_ROOM } from '@haigang/shared/features/conference/room.model';
import type { Presence } from '@haigang/shared/features/identity/identity.protocol';
import { presenceOf, sectionsOf } from './people-view.js';

const person = (principalId: string, state: Participant['state']): Participant => ({
  ...{ principalId, state, role: 'officer', name: { zh: principalId, en: principalId } },
});
const conference = (change: Partial<ConferenceView>): ConferenceView =>
  ({ hostId: 'host', room: NEW_ROOM, participants: [], ...change }) as ConferenceView;

test('[ROOM8] the host first, then hands in their order; who waits, is awaited or has gone stands apart', () => {
  const sections = sectionsOf(
    conference({
      participants: [
        ...['a', 'b', 'c', 'host'].map((id) => person(id, 'JOINED')),
        ...[person('w', 'LOBBY'), person('d', 'DROPPED'), person('i', 'INVITED')],
        ...[person('l', 'LEFT'), person('r', 'REMOVED')],
      ],
      room: { ...NEW_ROOM, hands: ['c', 'b'] },
    }),
  );
  const ids = Object.values(sections).map((list: readonly Participant[]) =>
    list.map((one) => one.principalId).join(''),
  );
  expect(ids).toEqual(['w', 'hostcba', 'di', 'lr']);
});

test('of several pages of a person the one with the newest position speaks', () => {
  const page = (positionAt: number | null, at: number) => ({ principalId: 'a', positionAt, at }) as Presence;
  expect(presenceOf([page(null, 9), page(5, 1), page(7, 2)], 'a')).toMatchObject({ positionAt: 7 });
  expect(presenceOf([page(null, 9)], 'b')).toBeUndefined();
});
