import type { ConferenceRequestView } from '../../features/conference/conference.model.js';
import { isWaiting } from '../../features/conference/conference.rules.js';
import { settingMs, type SettingDefinition } from '../../kernel/settings.js';
import { siteSettings, useConnection, useEntityList } from '../connection/index.js';
import { useServerNow } from '../ui/index.js';

/** What a person's requests for a conference have come to. */
interface OwnRequests {
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
export function useOwnRequests(
  principalId: string,
  shown: SettingDefinition<number>,
): OwnRequests & { readonly now: number } {
  const connection = useConnection();
  const now = useServerNow(connection.serverNow);
  const mine = useEntityList('conference-request').filter((one) => one.requesterId === principalId);
  return { ...ownRequestsOf(mine, now, settingMs(siteSettings(connection), shown)), now };
}

/** [REQ2] [REQ4] What has been done because nobody answered yet, as the key of its words; null while it rings at the desks. */
export function escalationKey({
  state,
  dutyPhone,
}: Pick<ConferenceRequestView, 'state' | 'dutyPhone'>):
  'conference.ringingDutyPhone' | 'conference.ringingEscalated' | null {
  if (state !== 'ESCALATED') return null;
  const called = dutyPhone !== null && dutyPhone.state !== 'NOT_CONFIGURED';
  return called ? 'conference.ringingDutyPhone' : 'conference.ringingEscalated';
}
