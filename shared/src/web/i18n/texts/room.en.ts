import type { roomZh } from './room.zh.js';
import type { Texts } from './texts.js';

export const roomEn: Texts<typeof roomZh> = {
  texts: {
    room: {
      host: 'Host',
      hostAway: 'The host is away',
    },
  },
  log: {
    'host-handed-over': 'Host handed over by {{from}} to {{name}}',
    'host-fell': 'The host left, {{name}} hosts now',
    'host-away': 'Host {{name}} left without handing over; the room has no host in it',
    'room-locked': 'Conference locked; only the host invites',
    'room-unlocked': 'Conference unlocked',
    'guest-refused': '{{name}} not admitted',
    'muted-microphone': '{{name}} muted by the host',
    'muted-camera': 'Camera of {{name}} switched off by the host',
    'muted-screen': 'Screen of {{name}} stopped by the host',
    'mute-lifted-microphone': '{{name}} may speak again',
    'mute-lifted-camera': '{{name}} may show the camera again',
    'mute-lifted-screen': '{{name}} may share the screen again',
    'all-muted': 'Everybody muted',
    'all-mutes-lifted': 'Mutes of everybody lifted',
  },
  error: {
    'conference.host-only': 'Only the host or the duty commander does this',
    'conference.locked': 'The conference is locked; only its host lets people in',
    'conference.cannot-host': 'The host is a commander or dispatcher in the room',
    'conference.host-must-stay': 'Nobody else of the centre is in: hand over or end the conference first',
    'conference.host-not-removable': 'The host cannot be removed; the host hands over first',
    'conference.commander-stays': 'Only a commander does this to a commander',
    'conference.not-in-room': 'This person is not in the room',
    'conference.muted-by-host': 'The host has locked the mute; it must be lifted first',
    'conference.participant-unknown': 'This person is not on the list of the conference',
  },
};
