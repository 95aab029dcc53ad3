import { z } from 'zod';
import type { Bilingual } from '../../kernel/bilingual.js';
import { setting, wholeNumber, type SettingUnit } from '../../kernel/settings.js';
import type { VesselRule } from './vessel-alert.model.js';

/** What the supervision rules measure: SPEC, "Rules". */
const threshold = (
  [name, unit, zh, en]: readonly [name: string, unit: SettingUnit, zh: string, en: string],
  values: { readonly min: number; readonly max: number; readonly default: number },
  source: Bilingual,
) => {
  const label: Bilingual = { zh, en };
  return setting({
    ...({ group: 'vessel', twoPerson: true, unit, label } as const),
    key: `vessel.rule-${name}`,
    schema: unit === 'knots' ? z.number().min(values.min).max(values.max) : wholeNumber(values.min, values.max),
    default: values.default,
    source: { zh: `${source.zh} [CDV]`, en: `${source.en} [CDV]` },
  });
};

const most = (rule: VesselRule, zh: string, en: string, count = 30) =>
  threshold(
    [`${rule}-most`, 'count', `同时的“${zh}”告警上限（0 为关闭）`, `Most alerts “${en}” at once (0: the rule is off)`],
    { min: 0, max: 200, default: count },
    { zh: '规则 AIS70', en: 'AIS70' },
  );

/** How many alerts of a rule stand at once; 0 switches the rule off. */
export const ruleMost = {
  'left-before-clearance': most('left-before-clearance', '擅离检疫地点', 'left before clearance'),
  alongside: most('alongside', '他船靠近', 'craft alongside'),
  silent: most('silent', '信号中断', 'silent'),
  'impossible-speed': most('impossible-speed', '航速异常', 'impossible speed'),
  'shared-mmsi': most('shared-mmsi', '一码多船', 'shared MMSI'),
  'identity-changed': most('identity-changed', '身份变更', 'identity changed'),
  'zone-entered': most('zone-entered', '进入禁入区', 'zone entered'),
  'over-speed': most('over-speed', '超速', 'over speed'),
  'close-approach': most('close-approach', '会遇过近', 'close approach'),
  'safety-text': most('safety-text', '安全电文', 'safety text'),
} as const satisfies Record<VesselRule, unknown>;

export const coolMinutes = threshold(
  ['cool-minutes', 'minutes', '告警解除后多久内不再报', 'Not raised again after it was over for'],
  { min: 0, max: 240, default: 10 },
  { zh: '规则 AIS70：反复告警使人疲劳（OpenCPN #4872）', en: 'AIS70: alarm re-trigger fatigue (OpenCPN #4872)' },
);
export const ruleGapMinutes = threshold(
  ['gap-minutes', 'minutes', '判定期间允许的无报告时间', 'What began counts on over a silence of at most'],
  { min: 1, max: 60, default: 10 },
  { zh: '规则 AIS70：靠泊船三次报告', en: 'AIS70: three reports of a moored ship' },
);
export const unseenMinutes = threshold(
  ['unseen-minutes', 'minutes', '多久无法判断后解除告警', 'Cleared when nothing could be said of it for'],
  { min: 30, max: 1440, default: 90 },
  { zh: '规则 AIS70：长于船舶在图上保留的时间', en: 'AIS70: longer than a vessel stays in the picture' },
);
export const quietMinutes = threshold(
  [
    'quiet-minutes',
    'minutes',
    '身份与航速异常多久不再出现后解除',
    'Identity and speed clues are over after a quiet of',
  ],
  { min: 5, max: 1440, default: 60 },
  { zh: '规则 AIS74', en: 'AIS74' },
);
export const zoneSeconds = threshold(
  ['zone-seconds', 'seconds', '进出区域须持续', 'Entering or leaving a zone must last'],
  { min: 0, max: 600, default: 30 },
  { zh: '规则 AIS76：在航船三次报告', en: 'AIS76: three reports of a ship under way' },
);
export const zoneLeave = threshold(
  ['zone-leave-metres', 'metres', '离开区域余量', 'Out of a zone beyond'],
  { min: 0, max: 2000, default: 100 },
  { zh: '规则 AIS76：接收机定位误差之上的回差', en: 'AIS76: hysteresis over the fix of a receiver' },
);
export const speedTolerance = threshold(
  ['speed-tolerance-knots', 'knots', '限速容差', 'Over the limit by more than'],
  { min: 0, max: 5, default: 1 },
  { zh: '规则 AIS77', en: 'AIS77' },
);
export const speedSeconds = threshold(
  ['speed-seconds', 'seconds', '超速须持续', 'Over speed must last'],
  { min: 0, max: 600, default: 60 },
  { zh: '规则 AIS77', en: 'AIS77' },
);
export const alongsideMetres = threshold(
  ['alongside-metres', 'metres', '他船靠近距离', 'Alongside within'],
  { min: 5, max: 500, default: 50 },
  { zh: '领域手册 domain.md §3.4 R9（他船 < 50 m）', en: 'domain.md §3.4 R9 (craft < 50 m)' },
);
export const alongsideLeave = threshold(
  ['alongside-leave-metres', 'metres', '他船离开距离', 'No longer alongside beyond'],
  { min: 10, max: 1000, default: 100 },
  { zh: '规则 AIS72：回差', en: 'AIS72: hysteresis' },
);
export const alongsideMinutes = threshold(
  ['alongside-minutes', 'minutes', '他船靠近须持续', 'Alongside must last'],
  { min: 1, max: 60, default: 3 },
  { zh: '领域手册 domain.md §3.4 R9（> 3 min）', en: 'domain.md §3.4 R9 (> 3 min)' },
);
export const alongsideKnots = threshold(
  ['alongside-knots', 'knots', '他船靠近时航速上限', 'Alongside at most this fast'],
  { min: 0.2, max: 5, default: 1.5 },
  { zh: '规则 AIS72：两船均漂航或停泊；驶过者更快', en: 'AIS72: both drift or lie; who passes is faster' },
);
export const approachMetres = threshold(
  ['approach-metres', 'metres', '会遇距离 CPA 下限', 'Close approach below a CPA of'],
  { min: 20, max: 5000, default: 150 },
  { zh: '规则 AIS78：港内航道', en: 'AIS78: a harbour fairway' },
);
export const approachMinutes = threshold(
  ['approach-minutes', 'minutes', '会遇时间 TCPA 上限', 'Close approach within a TCPA of'],
  { min: 1, max: 30, default: 4 },
  { zh: '规则 AIS78', en: 'AIS78' },
);
export const approachKnots = threshold(
  ['approach-knots', 'knots', '参与会遇计算的最低航速', 'Close approach of ships from'],
  { min: 0.5, max: 10, default: 3 },
  { zh: '规则 AIS78：锚泊船超过 3 kn 即按在航报告', en: 'AIS78: above 3 kn a ship at anchor reports as under way' },
);
export const approachRelativeKnots = threshold(
  ['approach-relative-knots', 'knots', '会遇计算的最低相对航速', 'Close approach from a relative speed of'],
  { min: 0.1, max: 10, default: 2 },
  { zh: '规则 AIS78：结伴同航的船', en: 'AIS78: ships that sail in company' },
);
export const approachSeconds = threshold(
  ['approach-seconds', 'seconds', '会遇须持续', 'Close approach must last'],
  { min: 0, max: 120, default: 20 },
  { zh: '规则 AIS78：两船各两次报告', en: 'AIS78: two reports of both' },
);
export const approachClearPercent = threshold(
  ['approach-clear-percent', 'percent', '会遇解除门限', 'Close approach is over beyond this much of the limits'],
  { min: 100, max: 400, default: 150 },
  { zh: '规则 AIS78：回差', en: 'AIS78: hysteresis' },
);
export const silentMinutes = threshold(
  ['silent-minutes', 'minutes', '港界内在航船信号中断', 'Silent under way in the port after'],
  { min: 5, max: 240, default: 30 },
  { zh: '领域手册 domain.md §3.4 R10（港界内间断 > 30 min）', en: 'domain.md §3.4 R10 (gap > 30 min in port limits)' },
);
export const silentKnots = threshold(
  ['silent-knots', 'knots', '信号中断前航速下限', 'Silent while she sailed at least'],
  { min: 0.5, max: 10, default: 2 },
  { zh: '规则 AIS73：停泊船信号中断另有原因', en: 'AIS73: a ship that lies still falls silent for other reasons' },
);
export const silentEdgeMinutes = threshold(
  ['silent-edge-minutes', 'minutes', '多久内将驶出港界者不计', 'Not silent who would have been outside in'],
  { min: 0, max: 60, default: 10 },
  { zh: '规则 AIS73：已驶出收听范围', en: 'AIS73: she sailed out of hearing' },
);
export const jumpKnots = threshold(
  ['jump-knots', 'knots', '不可能航速', 'No ship sails faster than'],
  { min: 40, max: 200, default: 70 },
  { zh: '规则 AIS63', en: 'AIS63' },
);
export const jumpMetres = threshold(
  ['jump-metres', 'metres', '位置跳变距离下限', 'A jump is at least'],
  { min: 500, max: 50_000, default: 3000 },
  {
    zh: '规则 AIS74：来源迟到数分钟而使船位倒退，不算跳变',
    en: 'AIS74: what a feed that is minutes late puts back is no jump',
  },
);
export const jumpReports = threshold(
  ['jump-reports', 'count', '两处各收到的报告数', 'Reports at either place'],
  { min: 2, max: 20, default: 3 },
  { zh: '规则 AIS74：接收机跳变一次不说明问题', en: 'AIS74: one jump of a receiver says nothing' },
);
export const jumpMinutes = threshold(
  ['jump-minutes', 'minutes', '两处轮流报告的时间范围', 'Either place is heard within'],
  { min: 2, max: 60, default: 15 },
  { zh: '规则 AIS74', en: 'AIS74' },
);

export const vesselRuleSettings = [
  ...Object.values(ruleMost),
  ...[coolMinutes, ruleGapMinutes, unseenMinutes, quietMinutes, zoneSeconds, zoneLeave, speedTolerance, speedSeconds],
  ...[alongsideMetres, alongsideLeave, alongsideMinutes, alongsideKnots],
  ...[approachMetres, approachMinutes, approachKnots, approachRelativeKnots, approachSeconds, approachClearPercent],
  ...[silentMinutes, silentKnots, silentEdgeMinutes, jumpKnots, jumpMetres, jumpReports, jumpMinutes],
];
