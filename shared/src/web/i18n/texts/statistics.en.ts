import type { statisticsZh } from './statistics.zh.js';
import type { Texts } from './texts.js';

export const statisticsEn: Texts<typeof statisticsZh> = {
  texts: {
    statistics: {
      title: 'Lines',
      person: 'Person',
      rate: 'Bit rate',
      loss: 'Voice loss',
      roundTrip: 'RTT',
      jitter: 'Jitter',
      freezes: 'Freezes',
      layer: 'Received',
      rung: 'Picture',
      ago: '{{seconds}} s ago',
      byServer: 'as the server sees it',
      up: 'Up',
      down: 'Down',
      times: '{{count}}×',
      none: 'No measure yet',
      noPicture: 'No picture',
      layers: { 0: 'low', 1: 'middle', 2: 'top' },
      rungs: { full: 'every layer', middle: 'middle', low: 'low', still: 'still pictures', audio: 'voice alone' },
      curve: '{{what}}, last 2 minutes',
      note: 'Measured every 2 s · curves show 2 minutes',
    },
  },
  log: {},
  error: {},
};
