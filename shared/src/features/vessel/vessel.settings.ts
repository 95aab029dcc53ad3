import { setting, wholeNumber } from '../../kernel/settings.js';

const common = { group: 'vessel', unit: 'minutes', twoPerson: true } as const;

/** The ranges do not overlap, so a ship always grows stale before it is forgotten. */
export const staleMovingMinutes = setting({
  ...common,
  key: 'vessel.stale-moving-minutes',
  label: { zh: '在航船舶信号陈旧', en: 'A moving vessel is stale after' },
  schema: wholeNumber(1, 10),
  default: 3,
  source: 'ITU-R M.1371 table 1 [CDV]',
  shownTo: 'everybody',
});
export const staleStillMinutes = setting({
  ...common,
  key: 'vessel.stale-still-minutes',
  label: { zh: '锚泊、靠泊船舶信号陈旧', en: 'An anchored or moored vessel is stale after' },
  schema: wholeNumber(6, 30),
  default: 12,
  source: 'ITU-R M.1371 table 1 [CDV]',
  shownTo: 'everybody',
});
export const forgetMinutes = setting({
  ...common,
  key: 'vessel.forget-minutes',
  label: { zh: '信号丢失后从图上移除', en: 'A vessel not heard is removed after' },
  schema: wholeNumber(30, 1440),
  default: 60,
  source: 'vessel registry, AIS15 [CDV]',
});

export const staticKeepDays = setting({
  ...({ group: 'vessel', unit: 'days', twoPerson: true } as const),
  key: 'vessel.static-keep-days',
  label: { zh: '船舶静态数据保存', en: 'What vessels say of themselves is kept for' },
  schema: wholeNumber(30, 3650),
  default: 730,
  source: 'vessel registry, AIS27 [CDV]',
});

export const vesselSettings = [staleMovingMinutes, staleStillMinutes, forgetMinutes, staticKeepDays];
