import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newestFor } from '../../features/exchange/exchange.rules.js';
import type { ConferenceView } from '../../features/conference/conference.model.js';
import type { ExchangeMessage } from '../../features/exchange/exchange.model.js';
import { unitMessageMinutes } from '../../features/exchange/exchange.settings.js';
import { settingMs } from '../../kernel/settings.js';
import { shownPictures, takePicture } from '../conference/index.js';
import { useConnection, useConnectionState, useSettings } from '../connection/index.js';
import { notify, tell, useServerNow } from '../ui/index.js';
import { snapshotDraft } from './snapshot.js';
import { useConversation } from './use-conversation.js';

/** Of one's own pictures: how many are on their way, and when the last one reached the centre. */
export interface UnitSnapshots {
  readonly underWay: number;
  readonly failed: number;
  /** ms of the server's clock; null before the first. */
  readonly lastKeptAt: number | null;
}

/** [EXC12] What a body-worn unit has of the conversation: the newest message of another, and evidence by a key. */
export function useUnitExchange(conference: ConferenceView): {
  readonly newest: ExchangeMessage | null;
  readonly snapshots: UnitSnapshots;
  /** Takes the unit's own picture and sends it into the conversation; null while one is being taken. */
  readonly take: (() => void) | null;
} {
  const { t } = useTranslation();
  const { serverNow } = useConnection();
  const now = useServerNow(serverNow);
  const shownMs = settingMs(useSettings(), unitMessageMinutes);
  const { messages, outgoing, ownId, conversation } = useConversation(conference);
  const own = useConnectionState((state) => state.me?.principal);
  const [busy, setBusy] = useState(false);
  const pressed = useRef(false);
  const keep = async (): Promise<void> => {
    const shown = shownPictures().find(({ participantId }) => participantId === null);
    const frame = shown ? await takePicture(shown, serverNow) : null;
    if (frame) conversation.send(await snapshotDraft(frame, { principalId: ownId, name: own?.name }, t));
    else notify(t('exchange.noPicture'));
  };
  const take = (): void => {
    // NOTE: the second press of two may come before the key is drawn as held.
    if (pressed.current) return;
    pressed.current = true;
    setBusy(true);
    void tell(keep()).finally(() => {
      pressed.current = false;
      setBusy(false);
    });
  };
  const mine = messages.filter(({ authorId }) => authorId === ownId);
  const last = mine.at(-1);
  return {
    newest: newestFor(messages, ownId, now - shownMs),
    snapshots: {
      underWay: outgoing.filter(({ state }) => state !== 'failed').length,
      failed: outgoing.filter(({ state }) => state === 'failed').length,
      lastKeptAt: last ? Date.parse(last.at) : null,
    },
    take: busy ? null : take,
  };
}
