import { useEffect, useMemo, useState } from 'react';
import type { PortCall } from '@haigang/shared/features/vessel/port-call.model';
import type { PortCallPage } from '@haigang/shared/features/vessel/port-call.protocol';
import type { Vessel } from '@haigang/shared/features/vessel/vessel.model';
import { useConnection, useEntityList } from '@haigang/shared/web/connection';
import { errorText } from '@haigang/shared/web/i18n';

/** Calls asked for at once. */
const PAGE = 10;

export type ShownPortCalls =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly problem: string; readonly retry: () => void }
  | (Pick<PortCallPage, 'mayCorrect' | 'places'> & {
      readonly kind: 'ready';
      /** Newest first. */
      readonly calls: readonly PortCall[];
      /** Null when there are no earlier ones. */
      readonly more: (() => void) | null;
    });

interface Read {
  readonly pages: readonly PortCallPage[];
  readonly problem: string | null;
}
const NOTHING: Read = { pages: [], problem: null };

interface Wanted {
  /** Null for the newest page. */
  readonly before: string | null;
  readonly turn: number;
}
const again = (was: Wanted | null, before: string | null): Wanted => ({ before, turn: (was?.turn ?? 0) + 1 });

/** What is recorded of a ship's stays, and what is added while the card stands open. Mount it anew for another ship. */
export function usePortCalls({ mmsi, simulated }: Pick<Vessel, 'mmsi' | 'simulated'>): ShownPortCalls {
  const connection = useConnection();
  const live = useEntityList('port-call');
  const [{ pages, problem }, setRead] = useState(NOTHING);
  const [wanted, setWanted] = useState<Wanted | null>(null);
  // What was changed while the link was away comes with no event.
  useEffect(() => connection.onLive(() => setWanted((was) => again(was, null))), [connection]);
  useEffect(() => {
    if (!wanted) return;
    let gone = false;
    const { before } = wanted;
    connection.call('vessel:port-calls', { mmsi, limit: PAGE, ...(before === null ? {} : { before }) }).then(
      (page) => {
        if (!gone) {
          setRead((was) => ({ pages: before === null ? [page, ...was.pages] : [...was.pages, page], problem: null }));
        }
      },
      (failure: unknown) => {
        if (!gone) setRead((was) => ({ ...was, problem: errorText(failure) }));
      },
    );
    return () => {
      gone = true;
    };
  }, [connection, mmsi, wanted]);
  const calls = useMemo(
    () => newest([...pages.flatMap((page) => page.calls), ...live.filter((call) => call.mmsi === mmsi)], simulated),
    [pages, live, mmsi, simulated],
  );
  if (problem !== null) {
    return { kind: 'failed', problem, retry: () => setWanted((was) => again(was, was?.before ?? null)) };
  }
  const [first] = pages;
  const last = pages.at(-1);
  if (!first || !last) return { kind: 'loading' };
  const lastId = last.calls.at(-1)?.id;
  const more = last.calls.length < PAGE || lastId === undefined ? null : () => setWanted((was) => again(was, lastId));
  return { kind: 'ready', calls, mayCorrect: first.mayCorrect, places: first.places, more };
}

/** Each call as it was changed last. */
function newest(calls: readonly PortCall[], simulated: boolean): PortCall[] {
  const byId = new Map<string, PortCall>();
  for (const call of calls) {
    if (call.simulated === simulated && call.revision >= (byId.get(call.id)?.revision ?? 0)) byId.set(call.id, call);
  }
  return [...byId.values()].toSorted((a, b) => b.openedAt.localeCompare(a.openedAt));
}
