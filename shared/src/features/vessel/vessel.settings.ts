import type { Bilingual } from '../../kernel/bilingual.js';
import { setting, wholeNumber } from '../../kernel/settings.js';
import { portCallSettings } from './port-call.settings.js';
import { vesselRuleSettings } from './vessel-rule.settings.js';

/**
 * How old a position may be before its vessel is lost, by what reports it and how fast: six reporting intervals of
 * ITU-R M.1371 table 1, as receivers in use have them (handbook: lost-target limits of Icom M510). The
 * ranges keep a fast ship from standing as current for minutes, and the longest is shorter than the time after which a
 * vessel is forgotten.
 */
const lost = (
  name: string,
  label: Bilingual,
  seconds: { readonly min: number; readonly max: number; readonly default: number },
) =>
  setting({
    ...({ group: 'vessel', unit: 'seconds', twoPerson: true, shownTo: 'everybody' } as const),
    ...{ key: `vessel.lost-${name}-seconds`, label, schema: wholeNumber(seconds.min, seconds.max) },
    ...{
      default: seconds.default,
      source: { zh: 'ITU-R M.1371 表 1，六个报告间隔 [CDV]', en: 'ITU-R M.1371 table 1, six intervals [CDV]' },
    },
  });

export const lostStill = lost(
  'still',
  { zh: '锚泊、靠泊、慢速 B 类船及航标失联', en: 'Anchored, moored, slow class B and aids are lost after' },
  { min: 400, max: 1800, default: 1080 },
);
export const lostSlow = lost(
  'slow',
  { zh: 'A 类船 14 节及以下失联', en: 'Class A up to 14 kn is lost after' },
  { min: 30, max: 600, default: 60 },
);
export const lostMedium = lost(
  'medium',
  { zh: 'A 类船 14 至 23 节失联', en: 'Class A from 14 to 23 kn is lost after' },
  { min: 20, max: 180, default: 36 },
);
export const lostFast = lost(
  'fast',
  { zh: '23 节以上失联', en: 'Above 23 kn a vessel is lost after' },
  { min: 10, max: 120, default: 30 },
);
export const lostClassB = lost(
  'class-b',
  { zh: 'B 类船航行中失联', en: 'Class B under way is lost after' },
  { min: 90, max: 1200, default: 180 },
);
export const lostClassBMedium = lost(
  'class-b-so',
  { zh: 'B 类（SO）船 14 至 23 节失联', en: 'Class B (SO) from 14 to 23 kn is lost after' },
  { min: 45, max: 600, default: 90 },
);
export const lostStation = lost(
  'station',
  { zh: '岸台、搜救飞机失联', en: 'Base stations and SAR aircraft are lost after' },
  { min: 30, max: 600, default: 60 },
);
export const forgetMinutes = setting({
  ...({ group: 'vessel', unit: 'minutes', twoPerson: true } as const),
  key: 'vessel.forget-minutes',
  label: { zh: '信号丢失后从图上移除', en: 'A vessel not heard is removed after' },
  schema: wholeNumber(30, 1440),
  default: 60,
  source: { zh: '船舶目标规则 AIS15 [CDV]', en: 'vessel registry, AIS15 [CDV]' },
});

export const staticKeepDays = setting({
  ...({ group: 'vessel', unit: 'days', twoPerson: true } as const),
  key: 'vessel.static-keep-days',
  label: { zh: '船舶静态数据保存', en: 'What vessels say of themselves is kept for' },
  schema: wholeNumber(30, 3650),
  default: 730,
  source: { zh: '船舶目标规则 AIS27 [CDV]', en: 'vessel registry, AIS27 [CDV]' },
});

/** Much longer than the burst of eight messages a minute in which beacons send (IEC 61097-14). */
export const distressQuiet = setting({
  ...({ group: 'vessel', unit: 'seconds', twoPerson: true } as const),
  key: 'vessel.distress-quiet-seconds',
  label: { zh: '信标持续报测试后解除遇险报警', en: 'A distress alarm ends when its beacon says test for' },
  schema: wholeNumber(10, 600),
  default: 60,
  source: { zh: '船舶目标规则 AIS30 [CDV]', en: 'vessel registry, AIS30 [CDV]' },
});
/** AIS is open radio: whoever invents beacons fills no screen and no disk. */
export const distressMost = setting({
  ...({ group: 'vessel', unit: 'count', twoPerson: true } as const),
  key: 'vessel.distress-alarms-most',
  label: { zh: '同时的遇险报警上限', en: 'Most distress alarms at once' },
  schema: wholeNumber(5, 200),
  default: 20,
  source: { zh: '船舶目标规则 AIS30 [CDV]', en: 'vessel registry, AIS30 [CDV]' },
});

/** Vessels and incidents of one berth, not of the whole port. */
export const incidentNear = setting({
  ...({ group: 'vessel', unit: 'metres', twoPerson: false, shownTo: 'everybody' } as const),
  key: 'vessel.incident-near-metres',
  label: { zh: '船舶卡片列出此距离内的未结事件', en: 'A vessel’s card names open incidents within' },
  schema: wholeNumber(50, 5000),
  default: 500,
  source: { zh: '船舶目标规则 AIS84 [CDV]', en: 'vessel registry, AIS84 [CDV]' },
});

export const vesselSettings = [
  ...[lostStill, lostSlow, lostMedium, lostFast, lostClassB, lostClassBMedium, lostStation],
  ...[forgetMinutes, staticKeepDays, distressQuiet, distressMost, incidentNear],
  ...portCallSettings,
  ...vesselRuleSettings,
];
