import { expect, test } from 'vitest';
import type { ConferenceView } from '../../features/conference/conference.model.js';
import { NEW_ROOM } from '../../features/conference/room.model.js';
import { trackState } from './track-state.js';

test('[ROOM5] a mute of the host is told apart from a track that is off, and nothing is claimed from outside', () => {
  const mute = { byId: 'host', byName: { zh: '甲', en: 'A' }, at: '2026-05-10T01:00:00.000Z', locked: false };
  const room = { ...NEW_ROOM, mutes: [{ ...mute, principalId: 'a', source: 'microphone' }] };
  const muted = { hostId: 'host', room, participants: [] } as unknown as ConferenceView;
  const seat = {
    phase: 'live',
    reason: null,
    remotes: [],
    microphoneOn: true,
    cameraOn: false,
    pictureWaits: false,
    unconfirmed: [],
    sharing: false,
  } as const;
  const of = (principalId: string, self = false) => ({ principalId, self, source: 'microphone' as const });
  expect(trackState(muted, seat, of('a'))).toBe('muted');
  expect(trackState(muted, seat, of('b'))).toBe('off');
  expect(trackState(muted, seat, of('me', true))).toBe('on');
  expect(trackState(muted, null, of('b'))).toBe('unknown');
});
