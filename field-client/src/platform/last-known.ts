import { z } from 'zod';
import { Bilingual } from '@haigang/shared/kernel/bilingual';
import { Instant, toInstant } from '@haigang/shared/kernel/time';
import { isOpenOrder } from '@haigang/shared/features/decision/decision.rules';
import { isWaiting } from '@haigang/shared/features/conference/conference.rules';
import type { Connection } from '@haigang/shared/web/connection';

/** What concerns this person and was true at `at`: enough to go on with an order where there is no network. */
const LastKnown = z.object({
  at: Instant,
  principalId: z.string(),
  name: Bilingual,
  orders: z.array(
    z.object({
      id: z.string(),
      number: z.int(),
      incidentNumber: z.string(),
      text: z.string(),
      ackedAt: Instant.nullable(),
      dueAt: Instant.nullable(),
    }),
  ),
  tasks: z.array(
    z.object({
      id: z.string(),
      incidentNumber: z.string(),
      task: z.string(),
      ppeLevel: z.string(),
      rendezvous: z.string(),
    }),
  ),
  request: z.object({ reason: z.string(), requestedAt: Instant }).nullable(),
});
export type LastKnown = z.infer<typeof LastKnown>;

const KEPT_AS = 'haigang.last-known';
/** Most recent tasks that are kept. */
const TASKS = 5;

/** What an earlier page on this device knew; null where nobody was signed in, or nothing can be kept. */
export function lastKnown(): LastKnown | null {
  try {
    return LastKnown.parse(JSON.parse(localStorage.getItem(KEPT_AS) ?? 'null'));
  } catch {
    // Nothing, another version's, or a damaged value.
    return null;
  }
}

/** [SHELL5] With the session goes what it knew. */
export function forgetLastKnown(): void {
  try {
    localStorage.removeItem(KEPT_AS);
  } catch {
    // What could not be kept need not be forgotten.
  }
}

/** [SHELL5] Writes down what concerns this person each time it changes while the link lives. Returns the way to end it. */
export function keepLastKnown(connection: Connection): () => void {
  const write = (): void => {
    const { me, link } = connection.state.getState();
    if (!me || link.phase !== 'live') return;
    try {
      localStorage.setItem(KEPT_AS, JSON.stringify(known(connection, me.principal)));
    } catch {
      // A full or forbidden storage: without it the page only says that it is offline.
    }
  };
  const leaving = (): void => write();
  window.addEventListener('pagehide', leaving);
  const stop = connection.entities.store.subscribe((now, before) => {
    const changed = (['decision', 'dispatch', 'conference-request'] as const).some(
      (name) => now[name] !== before[name],
    );
    if (changed) write();
  });
  const stopLive = connection.onLive(write);
  return () => {
    window.removeEventListener('pagehide', leaving);
    stop();
    stopLive();
  };
}

function known(connection: Connection, who: { readonly id: string; readonly name: Bilingual }): LastKnown {
  const { decision, dispatch, 'conference-request': requests } = connection.entities.store.getState();
  const orders = [...decision.values()].flatMap((order) => {
    const mine = order.addressees.find(({ principalId }) => principalId === who.id);
    if (!mine || !isOpenOrder(order)) return [];
    const { id, number, incidentNumber, text, deployment } = order;
    return [{ ...{ id, number, incidentNumber, text }, ackedAt: mine.ackedAt, dueAt: deployment?.dueAt ?? null }];
  });
  const tasks = [...dispatch.values()]
    .filter(({ members }) => members.some(({ principalId }) => principalId === who.id))
    .toSorted((a, b) => b.issuedAt.localeCompare(a.issuedAt))
    .slice(0, TASKS)
    .map(({ id, incidentNumber, task, ppeLevel, rendezvous }) => ({ id, incidentNumber, task, ppeLevel, rendezvous }));
  const request = [...requests.values()].find((one) => one.requesterId === who.id && isWaiting(one));
  return {
    ...{ at: toInstant(connection.serverNow()), principalId: who.id, name: who.name, orders, tasks },
    request: request ? { reason: request.reason, requestedAt: request.requestedAt } : null,
  };
}
