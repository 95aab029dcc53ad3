import { settingMs, type SettingDefinition, type SettingsReader } from '../../kernel/settings.js';
import type { VesselRule } from './vessel-alert.model.js';
import type { Timing } from './vessel-rule.condition.js';
import * as settings from './vessel-rule.settings.js';

/** The site's thresholds as they are now. */
export interface RuleLimits {
  readonly timing: Record<VesselRule, Timing>;
  /** Alerts of a rule at once; 0 where it is off. */
  readonly most: (rule: VesselRule) => number;
  readonly unseenMs: number;
  readonly quietMs: number;
  readonly zoneLeaveMetres: number;
  readonly speedToleranceKnots: number;
  readonly alongsideMetres: number;
  readonly alongsideLeaveMetres: number;
  readonly alongsideKnots: number;
  readonly approach: ApproachLimits;
  readonly silent: { readonly afterMs: number; readonly knots: number; readonly edgeMs: number };
  readonly jump: JumpLimits;
}

export interface ApproachLimits {
  readonly cpaMetres: number;
  readonly tcpaSeconds: number;
  readonly leastKnots: number;
  readonly relativeKnots: number;
  /** 1.5: over beyond one and a half times the limits. */
  readonly clearFactor: number;
}

export interface JumpLimits {
  readonly knots: number;
  readonly metres: number;
  readonly reports: number;
  readonly withinMs: number;
}

export function ruleLimits(reader: SettingsReader): RuleLimits {
  const ms = (definition: SettingDefinition<number>): number => settingMs(reader, definition);
  const get = (definition: SettingDefinition<number>): number => reader.get(definition);
  const zoneMs = ms(settings.zoneSeconds);
  const base = { coolMs: ms(settings.coolMinutes), gapMs: ms(settings.ruleGapMinutes) };
  // What is certain by itself, when it is seen once.
  const atOnce: Timing = { ...base, raiseMs: 0, raiseReports: 1, clearMs: 0 };
  return {
    timing: {
      'left-before-clearance': atOnce,
      alongside: { ...base, raiseMs: ms(settings.alongsideMinutes), raiseReports: 2, clearMs: zoneMs },
      silent: atOnce,
      'impossible-speed': atOnce,
      'shared-mmsi': atOnce,
      'identity-changed': atOnce,
      'safety-text': atOnce,
      'zone-entered': { ...base, raiseMs: zoneMs, raiseReports: 2, clearMs: zoneMs },
      'over-speed': { ...base, raiseMs: ms(settings.speedSeconds), raiseReports: 3, clearMs: zoneMs },
      'close-approach': { ...base, raiseMs: ms(settings.approachSeconds), raiseReports: 2, clearMs: zoneMs },
    },
    most: (rule) => get(settings.ruleMost[rule]),
    ...{ unseenMs: ms(settings.unseenMinutes), quietMs: ms(settings.quietMinutes) },
    zoneLeaveMetres: get(settings.zoneLeave),
    speedToleranceKnots: get(settings.speedTolerance),
    alongsideMetres: get(settings.alongsideMetres),
    alongsideLeaveMetres: get(settings.alongsideLeave),
    alongsideKnots: get(settings.alongsideKnots),
    approach: {
      cpaMetres: get(settings.approachMetres),
      tcpaSeconds: ms(settings.approachMinutes) / 1000,
      leastKnots: get(settings.approachKnots),
      relativeKnots: get(settings.approachRelativeKnots),
      clearFactor: get(settings.approachClearPercent) / 100,
    },
    silent: {
      afterMs: ms(settings.silentMinutes),
      knots: get(settings.silentKnots),
      edgeMs: ms(settings.silentEdgeMinutes),
    },
    jump: {
      knots: get(settings.jumpKnots),
      metres: get(settings.jumpMetres),
      reports: get(settings.jumpReports),
      withinMs: ms(settings.jumpMinutes),
    },
  };
}
