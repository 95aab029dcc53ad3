import type { SettingDefinition } from '../../kernel/settings.js';
import { hasRole, type Principal, type Role } from '../identity/identity.model.js';
import { settingRange } from '../../kernel/settings.js';
import type { SettingListing, SettingRow, SettingView } from './settings.model.js';

/** Who sees every setting: those who change, approve and audit them (domain.md §5). */
export const SETTINGS_READERS: readonly Role[] = ['administrator', 'commander', 'auditor'];

/** Who sees the values that screens need. */
const SCREENS: readonly Role[] = [
  ...SETTINGS_READERS,
  'dispatcher',
  'officer',
  'lab',
  'internal-expert',
  'registrar',
  'clerk',
  'display',
];

/** [SET6] Roles a setting is sent to. */
export function settingReaders(definition: Pick<SettingDefinition, 'shownTo'>): readonly Role[] {
  return definition.shownTo === 'everybody' ? SCREENS : SETTINGS_READERS;
}

/** [SET2] What a person may do with a setting now; the proposer never approves, but may withdraw. */
export function settingAbilities(
  definition: Pick<SettingDefinition, 'twoPerson'>,
  row: Pick<SettingRow, 'proposal'>,
  principal: Pick<Principal, 'id' | 'roles'>,
): SettingView['can'] {
  const administers = hasRole(principal, 'administrator');
  const decides = row.proposal !== null && (administers || hasRole(principal, 'commander'));
  return {
    set: administers && !definition.twoPerson,
    propose: administers && definition.twoPerson && row.proposal === null,
    approve: decides && row.proposal?.byId !== principal.id,
    refuse: decides,
  };
}

/** What one person reads of a setting: who changed or proposed it is for those who govern settings. */
export function viewSetting(
  definition: SettingDefinition,
  row: SettingRow,
  principal: Pick<Principal, 'id' | 'roles'>,
): SettingView {
  const governs = hasRole(principal, ...SETTINGS_READERS);
  return {
    ...row,
    value: row.value ?? definition.default,
    isDefault: row.value === null,
    changedByName: governs ? row.changedByName : null,
    proposal: governs ? row.proposal : null,
    can: settingAbilities(definition, row, principal),
  };
}

export function listSetting(definition: SettingDefinition, view: SettingView): SettingListing {
  const { label, group, unit, source, twoPerson } = definition;
  return { ...view, label, group, unit, default: definition.default, ...settingRange(definition), source, twoPerson };
}
