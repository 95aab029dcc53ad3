import type { lineTestZh } from './line-test.zh.js';
import type { Texts } from './texts.js';

export const lineTestEn: Texts<typeof lineTestZh> = {
  texts: {
    lineTest: {
      title: 'Test before a call',
      link: 'Test before a call',
      back: 'Back',
      camera: 'Camera',
      microphone: 'Microphone',
      microphoneHint: 'The bar moves while you speak; if not, check mute and other apps',
      speaker: 'Speaker',
      play: 'Play a tone',
      speakerHint: 'Nothing heard: raise the volume, end silent mode, or disconnect a headset',
      signalling: 'Signalling round trip',
      ways: 'Media lines',
      way: { udp: 'UDP direct', tcp: 'TCP direct', turn: 'TURN relay' },
      start: 'Start the test',
      running: 'Testing…',
      waiting: 'Not tested yet',
      good: 'Works',
      failed: 'Blocked',
      absent: 'Not set up here',
      measured: 'up {{up}} · down {{down}} kbit/s · loss {{loss}} %{{trip}}',
      trip: ' · round trip {{ms}} ms',
      noMedia: 'Without camera and microphone no line can be tested',
      missing: {
        microphone: 'No microphone: the others cannot hear you',
        camera: 'No camera: calls by voice only',
        both: 'No camera and no microphone: the others neither see nor hear you',
      },
      why: {
        NotAllowedError:
          'The browser does not allow it. Press the lock left of the address → permissions, allow camera and microphone, then try again',
        NotFoundError: 'This device has none. Plug a camera or headset in, then try again',
        NotReadableError: 'Another app uses it. Close other call or recording apps, then try again',
        other: 'Check the device and allow the browser to use it in the system settings, then try again',
      },
      again: 'Try again',
      verdict: {
        good: 'Calls work and the line is good: by {{way}}',
        fair: 'Calls work, the line is fair: by {{way}}. Pictures may be smaller or halt',
        poor: 'Calls work, the line is poor: by {{way}}. Voices come first, pictures may be stills alone; test again elsewhere, on 4G/5G or other Wi-Fi',
      },
      verdictWay: {
        udp: 'UDP',
        tcp: 'TCP (pictures may halt on a bad network)',
        turn: 'the relay (pictures may be slower)',
      },
      advice: {
        udp: 'UDP is blocked: pictures may be slower, calls take another line. Try 4G/5G, or ask for UDP to be opened',
        tcp: 'The TCP media port is blocked: harmless while UDP works; otherwise change network or ask for it',
        turn: 'The relay is out of reach: needed only where UDP and TCP are blocked. Tell the command centre',
        none: 'No line works: calls are impossible here. Change to 4G/5G or other Wi-Fi and phone the centre',
      },
    },
  },
  log: {},
  error: {},
};
