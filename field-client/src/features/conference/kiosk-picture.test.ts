import { expect, test } from 'vitest';
import { picturesOnUnit } from './kiosk-picture.js';

const track = {};
const camera = (principalId: string, paused = false) => ({ principalId, source: 'camera' as const, paused, track });
const screen = (principalId: string) => ({ principalId, source: 'screen' as const, paused: false, track });
const voice = (principalId: string) => ({ principalId, source: 'microphone' as const, paused: false, track });
const room = (spotlight: string | null = null) => ({
  hostId: 'host',
  room: { spotlight: spotlight === null ? null : { principalId: spotlight } },
  participants: [
    { principalId: 'other-desk', role: 'dispatcher' as const },
    { principalId: 'host', role: 'commander' as const },
    { principalId: 'expert', role: 'external-expert' as const },
  ],
});

test('[SCREEN2] a unit shows the spotlight large, else a shared screen', () => {
  const all = [voice('host'), camera('host'), screen('expert'), camera('expert')];
  expect(picturesOnUnit(all, room()).large).toEqual(screen('expert'));
  expect(picturesOnUnit(all, room('host')).large).toEqual(camera('host'));
  // Its own picture in the spotlight is large as it stands.
  expect(picturesOnUnit([camera('host')], room('unit')).large).toBeNull();
});

test('[SCREEN2] otherwise the centre’s picture goes back to the unit, the host’s first; nobody else’s, and none that stands still', () => {
  expect(picturesOnUnit([camera('other-desk'), camera('host')], room()).small).toEqual(camera('host'));
  expect(picturesOnUnit([camera('other-desk'), camera('host', true)], room()).small).toEqual(camera('other-desk'));
  expect(picturesOnUnit([voice('host'), camera('expert')], room())).toEqual({ large: null, small: null });
});

test('[SCREEN2] [ADMIT4] a picture that was refused takes no place on a unit (bug: words that it is refused filled its whole screen)', () => {
  const refused = <T extends object>(picture: T) => ({ ...picture, track: null });
  const all = [refused(screen('expert')), refused(camera('host')), camera('other-desk')];
  expect(picturesOnUnit(all, room('host'))).toEqual({ large: null, small: camera('other-desk') });
  expect(picturesOnUnit([refused(camera('host'))], room())).toEqual({ large: null, small: null });
});
