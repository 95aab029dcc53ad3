import { setting, wholeNumber } from '../../kernel/settings.js';

/** A report is at a desk within 500 ms of its sentence (bench `ais-live`), so half of that is the most a frame may wait. */
export const frameMilliseconds = setting({
  ...({ group: 'vessel', unit: 'milliseconds', twoPerson: false } as const),
  key: 'vessel.frame-milliseconds',
  label: { zh: '船舶动态发送间隔', en: 'Vessel movements are sent every' },
  schema: wholeNumber(100, 5000),
  default: 250,
  source: { zh: '船舶动态发送规则 AIS91 [CDV]', en: 'vessel distribution, AIS91 [CDV]' },
});

export const farSeconds = setting({
  ...({ group: 'vessel', unit: 'seconds', twoPerson: false } as const),
  key: 'vessel.far-seconds',
  label: { zh: '海图视野以外的船舶动态发送间隔', en: 'Movements outside the view are sent every' },
  schema: wholeNumber(1, 600),
  // A ship under way reports every 2 to 10 s.
  default: 5,
  source: { zh: '船舶动态发送规则 AIS92 [CDV]', en: 'vessel distribution, AIS92 [CDV]' },
});

export const phoneSeconds = setting({
  ...({ group: 'vessel', unit: 'seconds', twoPerson: false } as const),
  key: 'vessel.phone-seconds',
  label: { zh: '手机端船舶动态发送间隔', en: 'Phones are sent movements every' },
  schema: wholeNumber(1, 60),
  default: 5,
  source: { zh: '船舶动态发送规则 AIS93 [CDV]', en: 'vessel distribution, AIS93 [CDV]' },
});

export const distributionSettings = [frameMilliseconds, farSeconds, phoneSeconds];
