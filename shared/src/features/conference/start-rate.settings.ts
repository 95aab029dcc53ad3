import { setting, wholeNumber } from '../../kernel/settings.js';

/** Rates a page begins with before anybody has measured its line, kbit/s. */
export const startKbpsFast = setting({
  key: 'conference.start-kbps-fast',
  group: 'conference',
  label: { zh: '有线、无线局域网的起始码率', en: 'Start rate on a wired or wireless local network' },
  unit: 'kilobits-per-second',
  schema: wholeNumber(100, 10_000),
  default: 2000,
  source: {
    zh: '实测：最高一层画面立即出现，以 300 kbit/s 起始则需 24 s',
    en: 'measured: the top layer is there at once, with 300 kbit/s it took 24 s',
  },
  twoPerson: false,
  shownTo: 'everybody',
});
export const startKbpsMobile = setting({
  key: 'conference.start-kbps-mobile',
  group: 'conference',
  label: { zh: '4G、5G 移动网络的起始码率', en: 'Start rate on a mobile network of 4G or more' },
  unit: 'kilobits-per-second',
  schema: wholeNumber(50, 10_000),
  default: 700,
  source: {
    zh: '领域手册 domain.md §2.2 较低两层画面之和；Network Information API 把 700 kbit/s 及以上归为 4G',
    en: 'the lower two layers of domain.md §2.2 together; Network Information API calls 700 kbit/s and more 4G',
  },
  twoPerson: false,
  shownTo: 'everybody',
});
export const startKbpsSlow = setting({
  key: 'conference.start-kbps-slow',
  group: 'conference',
  label: { zh: '2G、3G 或同等线路的起始码率', en: 'Start rate on 2G, 3G or a line like it' },
  unit: 'kilobits-per-second',
  schema: wholeNumber(30, 2000),
  default: 190,
  source: {
    zh: '领域手册 domain.md §2.2 最低一层画面加一路语音',
    en: 'the lowest layer of domain.md §2.2 and a voice',
  },
  twoPerson: false,
  shownTo: 'everybody',
});
export const startMemoryHours = setting({
  key: 'conference.start-memory-hours',
  group: 'conference',
  label: { zh: '上次通话的线路码率记住多久', en: 'How long the rate of the last call is believed' },
  unit: 'hours',
  schema: wholeNumber(0, 168),
  default: 12,
  source: {
    zh: '一个值班班次；班次内同一设备用同类网络，多半仍在原处 [CDV]',
    en: 'one watch; the same device on the same kind of network within it is likely in the same place [CDV]',
  },
  twoPerson: false,
  shownTo: 'everybody',
});

export const startRateSettings = [startKbpsFast, startKbpsMobile, startKbpsSlow, startMemoryHours];
