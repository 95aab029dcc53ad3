import { z } from 'zod';
import type { Bilingual } from './bilingual.js';

/** What a setting may hold; a number carries its unit in the definition. */
export const SettingValue = z.union([z.number(), z.boolean()]);
export type SettingValue = z.infer<typeof SettingValue>;

export const SettingUnit = z.enum([
  'seconds',
  'minutes',
  'hours',
  'days',
  'count',
  'per-second',
  'megabytes',
  'percent',
  'kilobytes',
  'milliseconds',
  'kilobits-per-second',
  'metres',
  'degrees',
  'knots',
]);
export type SettingUnit = z.infer<typeof SettingUnit>;

/** The group a setting is listed under: its feature, or the network edge. */
export const SettingGroup = z.enum([
  'identity',
  'incident',
  'conference',
  'evidence',
  'exchange',
  'camera',
  'vessel',
  'edge',
]);
export type SettingGroup = z.infer<typeof SettingGroup>;

/** One thing a site may set instead of a constant in code (domain.md, every [CDV] is one). */
export interface SettingDefinition<T extends SettingValue = SettingValue> {
  /** `<group>.<name>`, stable: it is the row's key in the database. */
  readonly key: string;
  readonly group: SettingGroup;
  readonly label: Bilingual;
  readonly unit: SettingUnit;
  /** Type and range; a value that does not parse is refused, and one found in the database is not used. */
  readonly schema: z.ZodType<T>;
  readonly default: T;
  /** Where the default comes from, for example `domain.md §2.2 [CDV]`. */
  readonly source: Bilingual;
  /** A threshold: proposed by an administrator, in force only when another person approved it (domain.md §5). */
  readonly twoPerson: boolean;
  /** `everybody`: screens need the value to show things right. Otherwise those who govern settings see it. */
  readonly shownTo: 'everybody' | 'administration';
}

/** Makes a definition. Throws at once when its own default is out of its range or its key is not of its group. */
export function setting<T extends SettingValue>(
  definition: Omit<SettingDefinition<T>, 'shownTo'> & { shownTo?: SettingDefinition['shownTo'] },
): SettingDefinition<T> {
  definition.schema.parse(definition.default);
  if (!definition.key.startsWith(`${definition.group}.`)) throw new Error(`${definition.key}: not of its group`);
  return { shownTo: 'administration', ...definition };
}

/** A whole number between two limits, both allowed. */
export function wholeNumber(min: number, max: number): z.ZodType<number> {
  return z.int().min(min).max(max);
}

/** The limits a person is shown, read from the schema itself; null where there is none. */
export function settingRange(definition: Pick<SettingDefinition, 'schema'>): {
  min: number | null;
  max: number | null;
} {
  const { minimum = null, maximum = null } = z.toJSONSchema(definition.schema, { io: 'output' });
  return { min: minimum, max: maximum };
}

/** Reads settings as they stand now; the server's registry and a page's store both are one. */
export interface SettingsReader {
  get<T extends SettingValue>(definition: SettingDefinition<T>): T;
}

const UNIT_MS: Partial<Record<SettingUnit, number>> = {
  seconds: 1000,
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
};

/** A time setting now, in milliseconds. */
export function settingMs(settings: SettingsReader, definition: SettingDefinition<number>): number {
  const factor = UNIT_MS[definition.unit];
  if (factor === undefined) throw new Error(`${definition.key} is not a time`);
  return settings.get(definition) * factor;
}

/** Every setting at its default: for tests and tools without a database. */
export const DEFAULT_SETTINGS: SettingsReader = { get: (definition) => definition.default };
