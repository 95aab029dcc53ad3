import { useState } from 'react';
import { settingMs, type SettingDefinition } from '@haigang/shared/kernel/settings';
import type { ConferenceRequestView } from '@haigang/shared/features/conference/conference.model';
import { isWaiting } from '@haigang/shared/features/conference/conference.rules';
import type { Me } from '@haigang/shared/features/identity/identity.protocol';
import { siteSettings, useConnection, useEntityList } from '@haigang/shared/web/connection';
import { useServerNow } from '@haigang/shared/web/ui';

/** What a person's requests for a conference have come to. */
export interface OwnRequests {
  /** The one that rings. */
  readonly waiting: ConferenceRequestView | null;
  /** The last one, where the centre refused it or he withdrew it a short time ago: it is often asked again. */
  readonly unheard: ConferenceRequestView | null;
}

const UNHEARD: readonly ConferenceRequestView['state'][] = ['DECLINED', 'CANCELLED'];

/** [CONF1] Only his last request counts: what was refused before it has been asked anew since. `now` and `shownMs` in ms. */
export function ownRequestsOf(mine: readonly ConferenceRequestView[], now: number, shownMs: number): OwnRequests {
  const [last = null] = mine.toSorted((a, b) => b.requestedAt.localeCompare(a.requestedAt));
  const answeredMs = Date.parse(last?.answeredAt ?? '');
  const isUnheard = last !== null && UNHEARD.includes(last.state) && now - answeredMs < shownMs;
  return { waiting: mine.find(isWaiting) ?? null, unheard: isUnheard ? last : null };
}

/** The requests of whoever is signed in, a refusal as long as the setting says, and the time that it was reckoned at. */
export function useOwnRequests(me: Me, shown: SettingDefinition<number>): OwnRequests & { readonly now: number } {
  const connection = useConnection();
  const now = useServerNow(connection.serverNow);
  const mine = useEntityList('conference-request').filter((one) => one.requesterId === me.principal.id);
  return { ...ownRequestsOf(mine, now, settingMs(siteSettings(connection), shown)), now };
}

/** The words of a request as they were typed. */
export interface RequestWords {
  readonly reason: string;
  readonly urgency: ConferenceRequestView['urgency'];
}

/** What is typed into the request; null while nothing is. Kept above the panel, which a ringing call takes away. */
export interface RequestDraft {
  readonly typed: RequestWords | null;
  readonly type: (words: RequestWords | null) => void;
}

export function useRequestDraft(): RequestDraft {
  const [typed, type] = useState<RequestWords | null>(null);
  return { typed, type };
}
