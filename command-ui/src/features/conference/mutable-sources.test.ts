import { expect, test } from 'vitest';
import { NEW_ROOM, type MutedSource } from '@haigang/shared/features/conference/room.model';
import type { RemoteTrack } from '@haigang/shared/web/conference';
import { mutableSources } from './mutable-sources.js';

const remote = (principalId: string, source: MutedSource): RemoteTrack => ({
  ...{ producerId: `${principalId} ${source}`, principalId, source, track: {} as MediaStreamTrack },
  ...{ paused: false, cause: 'off', spatialLayer: null },
});
const name = { zh: '甲', en: 'A' };
const kept = {
  ...NEW_ROOM,
  mutes: [
    {
      principalId: 'o',
      source: 'screen' as const,
      locked: true,
      byId: 'd',
      byName: name,
      at: '2026-05-10T01:00:00.000Z',
    },
  ],
};

test('[ROOM5] a shown screen can be stopped, and one that was stopped be allowed again (bug: it stood in no menu)', () => {
  const seat = { remotes: [remote('o', 'camera'), remote('e', 'screen')] };
  expect(mutableSources({ room: NEW_ROOM }, seat, 'o')).toEqual(['microphone', 'camera']);
  expect(mutableSources({ room: NEW_ROOM }, seat, 'e')).toEqual(['microphone', 'camera', 'screen']);
  expect(mutableSources({ room: kept }, seat, 'o')).toEqual(['microphone', 'camera', 'screen']);
  expect(mutableSources({ room: NEW_ROOM }, null, 'e')).toEqual(['microphone', 'camera']);
});
