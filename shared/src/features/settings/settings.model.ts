import { z } from 'zod';
import { Bilingual } from '../../kernel/bilingual.js';
import { SettingGroup, SettingUnit, SettingValue } from '../../kernel/settings.js';
import { Instant } from '../../kernel/time.js';

/** A change of a threshold that waits for a second person. */
export const SettingProposal = z.object({
  value: SettingValue,
  reason: z.string(),
  byId: z.string(),
  byName: Bilingual,
  at: Instant,
});
export type SettingProposal = z.infer<typeof SettingProposal>;

/** A setting as stored; `value` is null while nobody has set it and the default holds. */
export const SettingRow = z.object({
  /** The definition's key. */
  id: z.string(),
  orgId: z.string(),
  value: SettingValue.nullable(),
  changedAt: Instant.nullable(),
  changedByName: Bilingual.nullable(),
  proposal: SettingProposal.nullable(),
  revision: z.int(),
});
export type SettingRow = z.infer<typeof SettingRow>;

/** A setting as its reader sees it: the value in force, and what the reader may do. */
export const SettingView = SettingRow.extend({
  value: SettingValue,
  isDefault: z.boolean(),
  can: z.object({ set: z.boolean(), propose: z.boolean(), approve: z.boolean(), refuse: z.boolean() }),
});
export type SettingView = z.infer<typeof SettingView>;

/** A setting with its definition, for readers without the definitions. */
export const SettingListing = SettingView.extend({
  label: Bilingual,
  group: SettingGroup,
  unit: SettingUnit,
  default: SettingValue,
  min: z.number().nullable(),
  max: z.number().nullable(),
  source: Bilingual,
  twoPerson: z.boolean(),
});
export type SettingListing = z.infer<typeof SettingListing>;
