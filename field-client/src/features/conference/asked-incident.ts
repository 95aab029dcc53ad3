import { useState } from 'react';
import type { ConferenceRequestView, ConferenceView } from '@haigang/shared/features/conference/conference.model';
import type { Dispatch } from '@haigang/shared/features/dispatch/dispatch.model';
import { hasRole, personIds, type Principal } from '@haigang/shared/features/identity/identity.model';
import type { IncidentView } from '@haigang/shared/features/incident/incident.model';
import { FINAL_STATES } from '@haigang/shared/features/incident/incident.rules';
import { useEntityList } from '@haigang/shared/web/connection';

/** An incident somebody may ask for a conference on, and what he has to do with it. */
export interface AskedIncident {
  readonly id: string;
  readonly number: string;
  /** Null for one he knows by its conference alone. */
  readonly summary: string | null;
  readonly why: 'dispatched' | 'inside' | 'reported' | 'read';
  /** His last step in it: ordered there, confirmed or on scene; null where he was not sent. */
  readonly since: string | null;
}

interface Known {
  readonly dispatches: readonly Pick<Dispatch, 'incidentId' | 'incidentNumber' | 'task' | 'members' | 'issuedAt'>[];
  readonly conferences: readonly Pick<ConferenceView, 'incidentId' | 'incidentNumber' | 'state' | 'participants'>[];
  readonly incidents: readonly Pick<IncidentView, 'id' | 'number' | 'summary' | 'state' | 'reporterId' | 'stamps'>[];
  /** Those he reads by his role and was not called to, as the laboratory those of health, are his to ask on too. */
  readonly asksOnRead?: boolean;
}

/** [CONF1] Running incidents a request may belong to: sent to, latest step first; on the conference's list; reported; and for the laboratory those it reads. */
export function incidentsToAskOn(known: Known, people: readonly string[]): AskedIncident[] {
  const { dispatches, conferences, incidents } = known;
  const over = new Set(incidents.filter((one) => FINAL_STATES.includes(one.state)).map((one) => one.id));
  const sent = dispatches
    .flatMap((order) => {
      const mine = order.members.find((one) => people.includes(one.principalId));
      return mine ? [{ order, since: mine.onSceneAt ?? mine.confirmedAt ?? order.issuedAt }] : [];
    })
    .toSorted((a, b) => b.since.localeCompare(a.since))
    .map(({ order, since }) => ({
      id: order.incidentId,
      number: order.incidentNumber,
      summary: order.task,
      why: 'dispatched' as const,
      since,
    }));
  const inside = conferences
    .filter((one) => one.state !== 'ENDED')
    .filter((one) => one.participants.some((seat) => people.includes(seat.principalId) && seat.state !== 'REMOVED'))
    .map(({ incidentId: id, incidentNumber: number }) => {
      const summary = incidents.find((one) => one.id === id)?.summary ?? null;
      return { id, number, summary, why: 'inside' as const, since: null };
    });
  const reported = incidents
    .filter((one) => people.includes(one.reporterId))
    .toSorted((a, b) => b.stamps.tAlarm.localeCompare(a.stamps.tAlarm))
    .map(({ id, number, summary }) => ({ id, number, summary, why: 'reported' as const, since: null }));
  const read = incidents
    .filter(() => known.asksOnRead === true)
    .toSorted((a, b) => b.stamps.tAlarm.localeCompare(a.stamps.tAlarm))
    .map(({ id, number, summary }) => ({ id, number, summary, why: 'read' as const, since: null }));
  const found = new Map<string, AskedIncident>();
  for (const one of [...sent, ...inside, ...reported, ...read]) {
    if (!over.has(one.id) && !found.has(one.id)) found.set(one.id, one);
  }
  return [...found.values()];
}

export const NEW_INCIDENT = 'new';

/** The request that came to nothing, as far as the next one is about the same. */
type Unheard = Pick<ConferenceRequestView, 'incidentId' | 'answeredAt'>;

/**
 * [CONF1] What is chosen while he picked nothing: the incident of the request that was just refused or withdrawn, unless
 * he has been sent elsewhere since; else what he is sent to or sits in.
 */
export function usualIncident(offered: readonly AskedIncident[], unheard: Unheard | null): string {
  const [first] = offered;
  const own = first && (first.why === 'dispatched' || first.why === 'inside') ? first : null;
  const again = offered.find((one) => one.id === unheard?.incidentId);
  const isSentSince = (own?.since ?? '') > (unheard?.answeredAt ?? '');
  return (again && !isSentSince ? again.id : own?.id) ?? NEW_INCIDENT;
}

/** What can be asked on, and what is chosen: the person's own pick while it is there, else the usual one. */
export function useAskedIncident(
  principal: Principal,
  unheard: Unheard | null,
): {
  readonly offered: readonly AskedIncident[];
  /** An incident's id, or `NEW_INCIDENT`. */
  readonly chosen: string;
  /** Null forgets the pick: it was made for one request. */
  readonly choose: (id: string | null) => void;
} {
  const known = {
    dispatches: useEntityList('dispatch'),
    conferences: useEntityList('conference'),
    incidents: useEntityList('incident'),
    asksOnRead: hasRole(principal, 'lab'),
  };
  const [picked, choose] = useState<string | null>(null);
  const offered = incidentsToAskOn(known, personIds(principal));
  const stillThere = picked === NEW_INCIDENT || offered.some((one) => one.id === picked);
  return { offered, chosen: picked !== null && stillThere ? picked : usualIncident(offered, unheard), choose };
}
