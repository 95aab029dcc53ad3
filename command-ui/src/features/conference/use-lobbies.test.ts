import { expect, test } from 'vitest';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import { waitingGuests } from './use-lobbies.js';

const room = (change: object): ConferenceView =>
  ({
    ...{ id: 'c', state: 'ACTIVE', can: { admit: true } },
    participants: [
      { principalId: 'd', state: 'JOINED' },
      { principalId: 'g1', state: 'LOBBY' },
      { principalId: 'g2', state: 'LOBBY' },
    ],
    ...change,
  }) as unknown as ConferenceView;

test('[ROOM13] whoever waits in any lobby is told to those who may let him in, and to nobody else', () => {
  const all = [room({}), room({ id: 'locked', can: { admit: false } }), room({ id: 'over', state: 'ENDED' })];
  expect(waitingGuests(all).map(({ conference, person }) => [conference.id, person.principalId])).toEqual([
    ['c', 'g1'],
    ['c', 'g2'],
  ]);
});
