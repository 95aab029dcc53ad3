import type { TFunction } from 'i18next';
import type { SettingDefinition, SettingValue } from '@haigang/shared/kernel/settings';
import { beijingMinute } from '@haigang/shared/kernel/time';

/** A value with its unit, in the reader's language; the two never wrap apart. */
export function valueText(t: TFunction, { unit }: SettingDefinition, value: SettingValue): string {
  return `${String(value)} ${t(`settings.unit.${unit}`)}`.trim();
}

/** 北京时间 to the minute. */
export function momentText(instant: string): string {
  const at = Date.parse(instant);
  return beijingMinute(at);
}
