import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { AppError } from '@haigang/shared/kernel/errors';
import type { PortSite } from '@haigang/shared/features/vessel/port-site';
import { crossingsOf } from '@haigang/shared/features/vessel/port-site.rings';
import { SavedPortSite } from '@haigang/shared/features/vessel/port-site.model';
import type { portSiteCalls } from '@haigang/shared/features/vessel/port-site.protocol';
import { TRAFFIC_ROLES } from '@haigang/shared/features/vessel/vessel.rules';
import { Documents } from '../../platform/storage/documents.js';
import type { HaigangDatabase } from '../../platform/storage/database.js';
import type { Unit } from '../../platform/storage/unit-of-work.js';
import { requireRole } from '../identity/index.js';

export const portSites = new Documents<SavedPortSite>({
  entity: 'port-site',
  schema: SavedPortSite,
  // [AIS17]
  audience: () => ({ roles: TRAFFIC_ROLES, principals: [] }),
  incidentId: () => null,
  state: () => 'SAVED',
  createdAt: ({ createdAt }) => createdAt,
});

/** [AIS100] The port's geometry: the saved one, or the sample until one is saved. Takes effect with the next look. */
export class PortSites {
  #site: PortSite;

  private constructor(site: PortSite) {
    this.#site = site;
  }

  /** `sample` holds until a geometry is saved. */
  static async open(database: HaigangDatabase, sample: PortSite): Promise<PortSites> {
    const [saved] = await portSites.list(database.reader, { limit: 1 });
    return new PortSites(saved?.site ?? sample);
  }

  get current(): PortSite {
    return this.#site;
  }

  async save(
    unit: Unit,
    { revision, site, reason }: z.output<(typeof portSiteCalls)['vessel:save-port-site']['request']>,
  ): Promise<SavedPortSite> {
    requireRole(unit.actor, 'administrator');
    const [before] = await portSites.list(unit.tx, { limit: 1 });
    if ((before?.revision ?? null) !== revision) {
      throw new AppError('conflict', 'port-site.stale', 'the geometry was changed by someone else');
    }
    const [crossed] = crossingsOf(site);
    if (crossed) {
      throw new AppError('invalid_input', 'port-site.crossing', `${crossed.id || 'the port limit'} crosses itself`);
    }
    const said = { site, reason, savedAt: unit.at, savedByName: unit.actor.name };
    const id = before?.id ?? randomUUID();
    unit.audit('vessel:port-site-saved', 'port-site', id, {
      reason,
      before: before?.site ?? null,
      site,
    });
    unit.afterCommit(() => void (this.#site = site));
    if (before) return portSites.update(unit, before, { ...before, ...said, revision: before.revision + 1 });
    const { orgId } = unit.actor;
    return portSites.insert(unit, {
      ...{ id, orgId, simulated: false, drill: false, revision: 1, createdAt: unit.at },
      ...said,
    });
  }
}
