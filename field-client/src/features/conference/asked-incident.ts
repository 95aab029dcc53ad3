import { useState } from 'react';
import type { ConferenceRequestView, ConferenceView } from '@haigang/shared/features/conference/conference.model';
import type { Dispatch } from '@haigang/shared/features/dispatch/dispatch.model';
import { personIds, type Principal } from '@haigang/shared/features/identity/identity.model';
import type { IncidentView } from '@haigang/shared/features/incident/incident.model';
import { FINAL_STATES } from '@haigang/shared/features/incident/incident.rules';
import { useEntityList } from '@haigang/shared/web/connection';

/** An incident somebody may ask for a conference on, and what he has to do with it. */
export interface AskedIncident {
  readonly id: string;
  readonly number: string;
  /** Null for one he knows by its conference alone. */
  readonly summary: string | null;
  readonly why: 'dispatched' | 'inside' | 'reported';
}

interface Known {
  readonly dispatches: readonly Pick<Dispatch, 'incidentId' | 'incidentNumber' | 'task' | 'members' | 'issuedAt'>[];
  readonly conferences: readonly Pick<ConferenceView, 'incidentId' | 'incidentNumber' | 'state' | 'participants'>[];
  readonly incidents: readonly Pick<IncidentView, 'id' | 'number' | 'summary' | 'state' | 'reporterId' | 'stamps'>[];
}

/** [CONF1] Running incidents a request may belong to: sent to, latest step first; on the conference's list; reported. */
export function incidentsToAskOn(known: Known, people: readonly string[]): AskedIncident[] {
  const { dispatches, conferences, incidents } = known;
  const over = new Set(incidents.filter((one) => FINAL_STATES.includes(one.state)).map((one) => one.id));
  const sent = dispatches
    .flatMap((order) => {
      const mine = order.members.find((one) => people.includes(one.principalId));
      return mine ? [{ order, since: mine.onSceneAt ?? mine.confirmedAt ?? order.issuedAt }] : [];
    })
    .toSorted((a, b) => b.since.localeCompare(a.since))
    .map(({ order }) => ({
      id: order.incidentId,
      number: order.incidentNumber,
      summary: order.task,
      why: 'dispatched' as const,
    }));
  const inside = conferences
    .filter((one) => one.state !== 'ENDED')
    .filter((one) => one.participants.some((seat) => people.includes(seat.principalId) && seat.state !== 'REMOVED'))
    .map(({ incidentId: id, incidentNumber: number }) => {
      const summary = incidents.find((one) => one.id === id)?.summary ?? null;
      return { id, number, summary, why: 'inside' as const };
    });
  const reported = incidents
    .filter((one) => people.includes(one.reporterId))
    .toSorted((a, b) => b.stamps.tAlarm.localeCompare(a.stamps.tAlarm))
    .map(({ id, number, summary }) => ({ id, number, summary, why: 'reported' as const }));
  const found = new Map<string, AskedIncident>();
  for (const one of [...sent, ...inside, ...reported]) {
    if (!over.has(one.id) && !found.has(one.id)) found.set(one.id, one);
  }
  return [...found.values()];
}

export const NEW_INCIDENT = 'new';

/**
 * What can be asked on, and what is chosen: the person's own pick while it is there, else what `refused` was about, the
 * request of his that was just declined, else what he is sent to or sits in.
 */
export function useAskedIncident(
  principal: Principal,
  refused: Pick<ConferenceRequestView, 'incidentId'> | undefined,
): {
  readonly offered: readonly AskedIncident[];
  /** An incident's id, or `NEW_INCIDENT`. */
  readonly chosen: string;
  readonly choose: (id: string) => void;
} {
  const known = {
    dispatches: useEntityList('dispatch'),
    conferences: useEntityList('conference'),
    incidents: useEntityList('incident'),
  };
  const [picked, choose] = useState<string | null>(null);
  const offered = incidentsToAskOn(known, personIds(principal));
  const isOffered = (id: string): boolean => offered.some((one) => one.id === id);
  const stillThere = picked !== null && (picked === NEW_INCIDENT || isOffered(picked));
  const [first] = offered;
  const own = first && first.why !== 'reported' ? first.id : NEW_INCIDENT;
  const usual = refused && isOffered(refused.incidentId) ? refused.incidentId : own;
  return { offered, chosen: stillThere ? picked : usual, choose };
}
