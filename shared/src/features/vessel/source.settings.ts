import { setting, wholeNumber } from '../../kernel/settings.js';

export const duplicateSeconds = setting({
  ...({ group: 'vessel', unit: 'seconds', twoPerson: true } as const),
  key: 'vessel.duplicate-seconds',
  label: { zh: '多台接收机收到同一报文只计一次的时间窗', en: 'Copies of one transmission arrive within' },
  schema: wholeNumber(1, 60),
  // Slow links between stations take seconds; nothing is said twice with the same bits within 30 s.
  default: 10,
  source: { zh: 'AIS 来源规则 AIS15 [CDV]', en: 'vessel sources, AIS15 [CDV]' },
});

export const recordingKeepDays = setting({
  ...({ group: 'vessel', unit: 'days', twoPerson: true } as const),
  key: 'vessel.recording-keep-days',
  label: { zh: 'AIS 原始语句录制保存', en: 'Recordings of AIS sentences are kept for' },
  schema: wholeNumber(1, 3650),
  default: 30,
  source: { zh: 'AIS 来源规则 AIS49 [CDV]', en: 'vessel sources, AIS49 [CDV]' },
});

export const recordingMostMegabytes = setting({
  ...({ group: 'vessel', unit: 'megabytes', twoPerson: true } as const),
  key: 'vessel.recording-most-megabytes',
  label: { zh: 'AIS 原始语句录制最多占用', en: 'Recordings of AIS sentences take at most' },
  schema: wholeNumber(100, 10_000_000),
  // 100 sentences a second are about 250 MB a day, packed.
  default: 20_000,
  source: { zh: 'AIS 来源规则 AIS49 [CDV]', en: 'vessel sources, AIS49 [CDV]' },
});

export const recordingLeastFreeMegabytes = setting({
  ...({ group: 'vessel', unit: 'megabytes', twoPerson: true } as const),
  key: 'vessel.recording-least-free-megabytes',
  label: { zh: '磁盘剩余低于此值时停止录制', en: 'Recording stops when the disk has less left than' },
  schema: wholeNumber(0, 1_000_000),
  default: 2000,
  source: { zh: 'AIS 来源规则 AIS49 [CDV]', en: 'vessel sources, AIS49 [CDV]' },
});

export const sourceSettings = [
  ...[duplicateSeconds, recordingKeepDays, recordingMostMegabytes, recordingLeastFreeMegabytes],
];
