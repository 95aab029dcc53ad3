import type { Kysely } from 'kysely';
import { AppError } from '@haigang/shared/kernel/errors';
import type { SettingDefinition, SettingValue } from '@haigang/shared/kernel/settings';
import type { Principal } from '@haigang/shared/features/identity/identity.model';
import type { SettingListing, SettingRow, SettingView } from '@haigang/shared/features/settings/settings.model';
import {
  listSetting,
  settingAbilities,
  SETTINGS_READERS,
  viewSetting,
} from '@haigang/shared/features/settings/settings.rules';
import type { Settings } from '../../platform/settings/settings.js';
import type { Database } from '../../platform/storage/schema.js';
import type { Unit } from '../../platform/storage/unit-of-work.js';
import type { SyncedEntity } from '../../platform/sync/sync-hub.js';
import { requireRole } from '../identity/index.js';
import { findSetting, listSettings, saveSetting, settingAudience } from './settings.store.js';

interface Target {
  readonly key: string;
  readonly revision: number;
}
interface Change extends Target {
  readonly value: SettingValue;
  readonly reason: string;
}

export interface SettingsServiceDeps {
  readonly settings: Settings;
  readonly orgId: string;
  /** Whether a principal is an administrator now; a proposal of one who no longer is cannot be approved. */
  readonly isAdministrator: (db: Kysely<Database>, principalId: string) => Promise<boolean>;
}

/** Changes of settings, alone or by two persons; each is in the audit and in force from its commit on. */
export class SettingsService {
  readonly #deps: SettingsServiceDeps;

  constructor(deps: SettingsServiceDeps) {
    this.#deps = deps;
  }

  async list(db: Kysely<Database>, principal: Principal): Promise<SettingListing[]> {
    requireRole(principal, ...SETTINGS_READERS);
    const { settings, orgId } = this.#deps;
    const rows = await listSettings(db, settings.definitions.values(), orgId);
    return rows.map((row) => {
      const definition = this.#definition(row.id);
      return listSetting(definition, viewSetting(definition, row, principal));
    });
  }

  /** [SET1] An administrator sets what is no threshold. */
  async set(unit: Unit, change: Change): Promise<SettingView> {
    requireRole(unit.actor, 'administrator');
    const { definition, row } = await this.#load(unit, change);
    if (definition.twoPerson) {
      throw new AppError('forbidden', 'setting.two-persons', 'a threshold is proposed and approved by another person');
    }
    const value = fitting(definition, change.value);
    unit.audit('setting:changed', 'setting', row.id, this.#fromTo(definition, row, value, change.reason));
    return this.#put(unit, definition, row, value);
  }

  /** [SET2] An administrator proposes a threshold; it stays as it is until another person approved. */
  async propose(unit: Unit, change: Change): Promise<SettingView> {
    requireRole(unit.actor, 'administrator');
    const { definition, row } = await this.#load(unit, change);
    if (!definition.twoPerson) {
      throw new AppError('invalid_input', 'setting.one-person', 'this setting needs no second person; set it');
    }
    if (row.proposal) throw new AppError('conflict', 'setting.already-proposed', 'a proposal waits already');
    const value = fitting(definition, change.value);
    const { reason } = change;
    unit.audit('setting:proposed', 'setting', row.id, this.#fromTo(definition, row, value, reason));
    const proposal = { value, reason, byId: unit.actor.id, byName: unit.actor.name, at: unit.at };
    const saved = await saveSetting(unit, definition, row, { ...row, proposal });
    return viewSetting(definition, saved, unit.actor);
  }

  /** [SET3] Another administrator or the commander puts a proposal into force; never the proposer. */
  async approve(unit: Unit, target: Target): Promise<SettingView> {
    requireRole(unit.actor, 'administrator', 'commander');
    const { definition, row } = await this.#load(unit, target);
    const { proposal } = row;
    if (!proposal) throw new AppError('conflict', 'setting.nothing-proposed', 'no proposal waits');
    if (!settingAbilities(definition, row, unit.actor).approve) {
      throw new AppError('forbidden', 'setting.own-proposal', 'somebody else must approve it');
    }
    if (!(await this.#deps.isAdministrator(unit.tx, proposal.byId))) {
      throw new AppError('conflict', 'setting.proposer-gone', 'the proposer is no administrator any more');
    }
    const value = fitting(definition, proposal.value);
    const change = this.#fromTo(definition, row, value, proposal.reason);
    unit.audit('setting:approved', 'setting', row.id, { ...change, proposedById: proposal.byId });
    return this.#put(unit, definition, row, value);
  }

  async refuse(unit: Unit, { reason, ...target }: Target & { reason: string }): Promise<SettingView> {
    requireRole(unit.actor, 'administrator', 'commander');
    const { definition, row } = await this.#load(unit, target);
    const { proposal } = row;
    if (!proposal) throw new AppError('conflict', 'setting.nothing-proposed', 'no proposal waits');
    const own = proposal.byId === unit.actor.id;
    const change = { value: proposal.value, reason, proposedById: proposal.byId };
    unit.audit(own ? 'setting:withdrawn' : 'setting:refused', 'setting', row.id, change);
    const saved = await saveSetting(unit, definition, row, { ...row, proposal: null });
    return viewSetting(definition, saved, unit.actor);
  }

  /** [SET6] How settings reach every open page. */
  get entity(): SyncedEntity {
    const { settings, orgId } = this.#deps;
    return {
      present: (value, principal) => {
        // The hub returns exactly what the store wrote.
        const row = value as SettingRow;
        return viewSetting(this.#definition(row.id), row, principal);
      },
      snapshot: async (db) =>
        (await listSettings(db, settings.definitions.values(), orgId)).map((row) => ({
          id: row.id,
          value: row,
          audience: settingAudience(this.#definition(row.id), orgId),
        })),
    };
  }

  async #put(unit: Unit, definition: SettingDefinition, row: SettingRow, value: SettingValue): Promise<SettingView> {
    const saved = await saveSetting(unit, definition, row, {
      ...row,
      value,
      changedAt: unit.at,
      changedByName: unit.actor.name,
      proposal: null,
    });
    unit.afterCommit(() => this.#deps.settings.apply(definition.key, value));
    return viewSetting(definition, saved, unit.actor);
  }

  async #load(unit: Unit, target: Target): Promise<{ definition: SettingDefinition; row: SettingRow }> {
    const definition = this.#definition(target.key);
    const row = await findSetting(unit.tx, definition, this.#deps.orgId);
    if (row.revision !== target.revision) throw new AppError('conflict', 'setting.stale', 'changed by someone else');
    return { definition, row };
  }

  #definition(key: string): SettingDefinition {
    const definition = this.#deps.settings.definitions.get(key);
    if (!definition) throw new AppError('not_found', 'setting.unknown', `no setting ${key}`);
    return definition;
  }

  #fromTo(definition: SettingDefinition, row: SettingRow, to: SettingValue, reason: string) {
    return { from: row.value ?? definition.default, to, reason };
  }
}

function fitting(definition: SettingDefinition, value: SettingValue): SettingValue {
  const parsed = definition.schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AppError('invalid_input', 'setting.out-of-range', `${definition.key}: not within its range`);
}
