import { z } from 'zod';
import { mutation, query, type Call } from '../../kernel/contract.js';
import { line } from '../../kernel/ids.js';
import { SettingValue } from '../../kernel/settings.js';
import { SettingListing, SettingView } from './settings.model.js';

const Key = z.string().max(80);
const Target = z.object({ key: Key, revision: z.int().nonnegative() });
const Change = Target.extend({ value: SettingValue, reason: line(200) });

export const settingsCalls = {
  /** Every setting with its definition, for those who govern settings. */
  'settings:list': query(z.object({}), z.object({ settings: z.array(SettingListing) })),
  /** An ordinary setting, in force at once. A threshold is refused: it needs two persons. */
  'settings:set': mutation(Change, SettingView),
  /** A threshold's change; nothing changes until a second person approved it. */
  'settings:propose': mutation(Change, SettingView),
  'settings:approve': mutation(Target, SettingView),
  /** Refuses a proposal, or withdraws one's own. */
  'settings:refuse': mutation(Target.extend({ reason: line(200) }), SettingView),
} as const satisfies Record<string, Call>;
