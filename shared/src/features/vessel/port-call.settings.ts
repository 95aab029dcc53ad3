import { z } from 'zod';
import type { Bilingual } from '../../kernel/bilingual.js';
import { setting, wholeNumber, type SettingUnit } from '../../kernel/settings.js';

/** What is measured of moored and anchored ships, and where: SPEC, "Port calls". */
const rule = (
  [name, unit, zh, en]: readonly [name: string, unit: SettingUnit, zh: string, en: string],
  values: { readonly min: number; readonly max: number; readonly default: number },
  source: Bilingual,
) => {
  const label: Bilingual = { zh, en };
  return setting({
    ...({ group: 'vessel', twoPerson: true, unit, label } as const),
    key: `vessel.port-call-${name}`,
    schema: unit === 'knots' ? z.number().min(values.min).max(values.max) : wholeNumber(values.min, values.max),
    default: values.default,
    source: { zh: `${source.zh} [CDV]`, en: `${source.en} [CDV]` },
  });
};

export const berthMinutes = rule(
  ['berth-minutes', 'minutes', '低速停在泊位多久判为靠泊', 'Berthed after lying slow at a berth for'],
  { min: 1, max: 60, default: 5 },
  { zh: '规则 AIS62：靠泊船两至三次报告', en: 'AIS62: two to three reports of a moored ship' },
);
export const anchorMinutes = rule(
  ['anchor-minutes', 'minutes', '低速停在锚地多久判为锚泊', 'Anchored after lying slow in an anchorage for'],
  { min: 1, max: 120, default: 10 },
  { zh: '规则 AIS61：锚泊船三次报告', en: 'AIS61: three reports of an anchored ship' },
);
export const leaveSeconds = rule(
  ['leave-seconds', 'seconds', '离开位置或越过港界须持续', 'Leaving a place or crossing the limit must last'],
  { min: 20, max: 900, default: 60 },
  { zh: '规则 AIS63：在航船六次报告', en: 'AIS63: six reports of a ship under way' },
);
export const berthKnots = rule(
  ['berth-knots', 'knots', '靠泊判定航速上限', 'At most this fast while berthed'],
  { min: 0.1, max: 2, default: 0.5 },
  { zh: '领域手册 domain.md §6（在港船舶：SOG < 0.5 kn）', en: 'domain.md §6 (in port: SOG < 0.5 kn)' },
);
export const anchorKnots = rule(
  ['anchor-knots', 'knots', '锚泊判定航速上限', 'At most this fast while anchored'],
  { min: 0.2, max: 3, default: 1 },
  { zh: '规则 AIS61：船绕锚回转', en: 'AIS61: a ship that swings round her anchor' },
);
export const sailingKnots = rule(
  ['sailing-knots', 'knots', '锚地内超过此航速判为起锚', 'Weighed anchor above, within the anchorage'],
  { min: 1.5, max: 10, default: 3 },
  { zh: '规则 AIS63：锚泊船超过 3 kn 即按在航报告', en: 'AIS63: above 3 kn an anchored ship reports as under way' },
);
export const headingDegrees = rule(
  ['heading-degrees', 'degrees', '靠泊船首向与岸线最大夹角', 'Heading off the quay at most'],
  { min: 5, max: 90, default: 20 },
  { zh: '规则 AIS62', en: 'AIS62' },
);
export const berthMargin = rule(
  ['berth-margin-metres', 'metres', '进入泊位范围余量', 'Counts as at a berth within'],
  { min: 0, max: 200, default: 30 },
  {
    zh: '规则 AIS62：半个船宽加 GPS 误差；实测靠泊漂移 ≤ 15 m',
    en: 'AIS62: half a beam, and GPS; measured drift at berth ≤ 15 m',
  },
);
export const berthLeave = rule(
  ['berth-leave-metres', 'metres', '离泊范围余量', 'Off the berth beyond'],
  { min: 10, max: 500, default: 80 },
  { zh: '规则 AIS63：进入余量之上的回差', en: 'AIS63: hysteresis over the margin' },
);
export const anchorageLeave = rule(
  ['anchorage-leave-metres', 'metres', '离开锚地范围余量', 'Out of an anchorage beyond'],
  { min: 0, max: 3000, default: 300 },
  { zh: '规则 AIS63：锚泊回转圈', en: 'AIS63: swinging circle' },
);
export const limitLeave = rule(
  ['limit-leave-metres', 'metres', '出港界余量', 'Out of the port beyond its limit by'],
  { min: 0, max: 5000, default: 500 },
  { zh: '规则 AIS63', en: 'AIS63' },
);
export const fitPercent = rule(
  ['fit-percent', 'percent', '船长不超过泊位长度的', 'Ship at most this much of the berth’s length'],
  { min: 100, max: 300, default: 125 },
  { zh: '规则 AIS62：大船靠泊时超出泊位两端', en: 'AIS62: large ships lie over their berth’s ends' },
);
export const leastLength = rule(
  ['least-length-metres', 'metres', '无 IMO 编号的船达此船长才记录', 'Without an IMO number recorded from a length of'],
  { min: 10, max: 200, default: 50 },
  { zh: '规则 AIS67', en: 'AIS67' },
);
export const returnHours = rule(
  ['return-hours', 'hours', '出港后多久内返回视为同一航次', 'Back within this time is the same call'],
  { min: 0, max: 48, default: 6 },
  { zh: '领域手册 domain.md §6（今日到港）', en: 'domain.md §6 (arrivals today)' },
);
export const gapMinutes = rule(
  ['gap-minutes', 'minutes', '无信号多久记为间断', 'Silence is shown as a gap after'],
  { min: 18, max: 720, default: 20 },
  { zh: '规则 AIS64：长于 AIS16 对靠泊船的等待时间', en: 'AIS64: longer than AIS16 waits for a moored ship' },
);
export const giveUpDays = rule(
  ['give-up-days', 'days', '无信号多久后按去向不明结束', 'A silent call is given up after'],
  { min: 2, max: 90, default: 14 },
  { zh: '规则 AIS64', en: 'AIS64' },
);
export const mostCalls = rule(
  ['most', 'count', '同时在港航次上限', 'Most calls open at once'],
  { min: 100, max: 20_000, default: 3000 },
  { zh: 'AIS 手册 ais.md §5（3,000 个目标）', en: 'handbook ais.md §5 (3,000 targets)' },
);

export const portCallSettings = [
  ...[berthMinutes, anchorMinutes, leaveSeconds, berthKnots, anchorKnots, sailingKnots, headingDegrees],
  ...[berthMargin, berthLeave, anchorageLeave, limitLeave, fitPercent, leastLength],
  ...[returnHours, gapMinutes, giveUpDays, mostCalls],
];
