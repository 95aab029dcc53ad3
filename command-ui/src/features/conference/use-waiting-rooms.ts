import { useEffect, useMemo, useState } from 'react';
import type { ConferenceView, Participant } from '@haigang/shared/features/conference/conference.model';
import { isRungFor, isWaiting } from '@haigang/shared/features/conference/conference.rules';
import { deskGraceSeconds } from '@haigang/shared/features/conference/conference.settings';
import { waitingForDesk } from '@haigang/shared/features/conference/room.rules';
import { settingMs } from '@haigang/shared/kernel/settings';
import { useEntityList, usePrincipalIs, useSettings } from '@haigang/shared/web/connection';

/** [ROOM14] A conference in which people sit without anybody of the centre. */
export interface WaitingRoom {
  readonly conference: ConferenceView;
  readonly people: readonly Participant[];
}

/** The rooms that wait for a desk, once each has waited for the grace of the site. */
export function useWaitingRooms(): readonly WaitingRoom[] {
  const conferences = useEntityList('conference');
  const isRung = usePrincipalIs(isRungFor);
  const requests = useEntityList('conference-request');
  const graceMs = settingMs(useSettings(), deskGraceSeconds);
  const rooms = useMemo(() => {
    if (!isRung) return [];
    const ringing = new Set(requests.filter(isWaiting).map(({ conferenceId }) => conferenceId));
    return conferences
      .filter(({ id }) => !ringing.has(id))
      .map((conference) => ({ conference, people: waitingForDesk(conference) }))
      .filter(({ people }) => people.length > 0);
  }, [conferences, requests, isRung]);
  const ripe = useRipe(
    rooms.map(({ conference }) => conference.id),
    graceMs,
  );
  return rooms.filter(({ conference }) => ripe.has(conference.id));
}

const NONE: ReadonlySet<string> = new Set();

/** Those of the ids that have been among them for so long without a break. */
function useRipe(ids: readonly string[], afterMs: number): ReadonlySet<string> {
  const [since, setSince] = useState<ReadonlyMap<string, number>>(new Map());
  const [ripe, setRipe] = useState(NONE);
  const key = ids.join(' ');
  useEffect(() => {
    const now = performance.now();
    const present = key === '' ? [] : key.split(' ');
    setSince((was) => new Map(present.map((id) => [id, was.get(id) ?? now])));
  }, [key]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = (): void => {
      const { ripe: now, nextMs } = ripeOf(since, performance.now(), afterMs);
      setRipe(now);
      // A timer may go off a little early: what is not ripe then is looked at again.
      if (nextMs !== null) timer = setTimeout(look, nextMs);
    };
    look();
    return () => clearTimeout(timer);
  }, [since, afterMs]);
  return ripe;
}

/** Those that have waited long enough, and in how many milliseconds the next one will have. */
export function ripeOf(
  since: ReadonlyMap<string, number>,
  now: number,
  afterMs: number,
): { readonly ripe: ReadonlySet<string>; readonly nextMs: number | null } {
  const left = [...since].map(([id, from]) => [id, from + afterMs - now] as const);
  const waits = left.flatMap(([, ms]) => (ms > 0 ? [Math.ceil(ms)] : []));
  return {
    ripe: new Set(left.filter(([, ms]) => ms <= 0).map(([id]) => id)),
    nextMs: waits.length > 0 ? Math.min(...waits) : null,
  };
}
