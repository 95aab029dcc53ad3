import type { Bilingual } from '../../kernel/bilingual.js';
import { setting, wholeNumber, type SettingDefinition, type SettingUnit } from '../../kernel/settings.js';

const track = (
  name: string,
  unit: SettingUnit,
  label: Bilingual,
  range: { readonly min: number; readonly max: number; readonly default: number },
): SettingDefinition<number> =>
  setting({
    ...({ group: 'vessel', unit, twoPerson: false, shownTo: 'everybody' } as const),
    ...{ key: `vessel.track-${name}`, label, schema: wholeNumber(range.min, range.max) },
    ...{
      default: range.default,
      source: { zh: '船舶航迹规则 AIS31–AIS34 [CDV]', en: 'vessel tracks, AIS31–AIS34 [CDV]' },
    },
  });

export const trackDeviation = track(
  'deviation-metres',
  'metres',
  { zh: '航迹取点：偏离推算航线', en: 'A track keeps what leaves the dead-reckoned line by' },
  { min: 3, max: 200, default: 10 },
);
export const trackRestDeviation = track(
  'rest-deviation-metres',
  'metres',
  { zh: '航迹取点：停泊船移位', en: 'A track keeps what a vessel at rest moves by' },
  { min: 10, max: 500, default: 30 },
);
export const trackInterval = track(
  'interval-minutes',
  'minutes',
  { zh: '航迹取点：至少每隔', en: 'A track keeps a point at least every' },
  { min: 1, max: 60, default: 10 },
);
/** A replay begins with where every vessel was in so much time before, so that who reports seldom is there at once. */
export const replayLead = track(
  'replay-lead-minutes',
  'minutes',
  { zh: '回放：取多久以前的船位作起点', en: 'A replay begins with the places of so long before' },
  { min: 10, max: 60, default: 20 },
);
/** Below half of it a vessel lies still again, so that one that drifts does not start and stop all the time. */
export const trackMovingKnots = track(
  'moving-knots',
  'knots',
  { zh: '航速达到即视为航行', en: 'A vessel counts as moving from' },
  { min: 1, max: 5, default: 1 },
);
/** Vessels at rest report every three minutes: for them it is the time after which they are lost. */
export const trackGap = track(
  'gap-minutes',
  'minutes',
  { zh: '航行中无报告即断开航迹', en: 'A track is broken when a moving vessel is silent for' },
  { min: 2, max: 120, default: 5 },
);
export const trackJumpKnots = track(
  'jump-knots',
  'knots',
  { zh: '两报告间航速超出即断开航迹', en: 'A track is broken where a vessel would have made more than' },
  { min: 40, max: 1000, default: 100 },
);
export const trackKeepDays = track(
  'keep-days',
  'days',
  { zh: '航迹保存', en: 'Tracks are kept for' },
  { min: 1, max: 400, default: 30 },
);

/** The database lives on the same disk. */
export const trackLeastFree = track(
  'least-free-megabytes',
  'megabytes',
  { zh: '磁盘剩余低于此值时停止记录航迹', en: 'Tracks stop when the disk has less left than' },
  { min: 0, max: 1_000_000, default: 500 },
);

export const trackSettings = [
  ...[trackDeviation, trackRestDeviation, trackInterval, trackMovingKnots],
  ...[trackGap, trackJumpKnots, trackKeepDays, trackLeastFree, replayLead],
];
