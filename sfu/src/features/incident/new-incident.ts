import { randomUUID } from 'node:crypto';
import { settingMs, type SettingsReader } from '@haigang/shared/kernel/settings';
import { BEIJING_OFFSET_MS, toInstant } from '@haigang/shared/kernel/time';
import type { Incident } from '@haigang/shared/features/incident/incident.model';
import type { ReportIncident } from '@haigang/shared/features/incident/incident.protocol';
import { incidentNumber } from '@haigang/shared/features/incident/incident.rules';
import { occurredAheadSeconds } from '@haigang/shared/features/incident/incident.settings';
import type { Unit } from '../../platform/storage/unit-of-work.js';
import { incidents } from './incident.store.js';

const DAY_MS = 86_400_000;

/** [INC1] A REPORTED incident with its number of the day. */
export async function newIncident(
  unit: Unit,
  draft: ReportIncident,
  site: { readonly simulated: boolean; readonly settings: SettingsReader },
): Promise<Incident> {
  const dayStart = Math.floor((unit.now + BEIJING_OFFSET_MS) / DAY_MS) * DAY_MS - BEIJING_OFFSET_MS;
  const today = await incidents.countCreated(unit.tx, toInstant(dayStart), toInstant(dayStart + DAY_MS));
  const claimed = draft.occurredAt ? Date.parse(draft.occurredAt) : unit.now;
  const occurredAt = claimed > unit.now + settingMs(site.settings, occurredAheadSeconds) ? unit.now : claimed;
  return {
    id: randomUUID(),
    orgId: unit.actor.orgId,
    simulated: site.simulated,
    drill: false,
    number: incidentNumber(unit.now, today + 1),
    kind: draft.kind,
    state: 'REPORTED',
    eventLevel: null,
    lifeSaving: false,
    summary: draft.summary,
    source: draft.source,
    position: draft.position ?? null,
    vesselMmsi: draft.vesselMmsi ?? null,
    locationUnknown: !draft.position && !draft.vesselMmsi,
    reporterId: unit.actor.id,
    reporterName: unit.actor.name,
    occurredAt: toInstant(occurredAt),
    stamps: {
      tAlarm: unit.at,
      tAck: null,
      tVerify: null,
      tGrade: null,
      tDispatch: null,
      tOnScene: null,
      tClosed: null,
    },
    teamIds: [],
    expertIds: [],
    revision: 0,
  };
}
