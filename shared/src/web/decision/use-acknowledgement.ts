import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { isLive, useConnection, useConnectionState } from '../connection/index.js';
import { reasonText } from '../i18n/index.js';
import { tell, useServerNow } from '../ui/index.js';
import { ackKey, ackOutboxOf, type Pressed } from './ack-outbox.js';

/** [DEC13] One's own acknowledgement of an order as this device knows it. Pressed is not signed. */
export function useAcknowledgement(
  decisionId: string,
  principalId: string,
): {
  /** The press that the centre does not have yet, with what happens about it in words. */
  readonly pressed: (Pressed & { readonly status: string }) | null;
  readonly busy: boolean;
  readonly sign: () => void;
} {
  const { t } = useTranslation();
  const connection = useConnection();
  const now = useServerNow(connection.serverNow);
  const live = useConnectionState((state) => isLive(state.link));
  const outbox = ackOutboxOf(connection);
  const { waiting, troubles } = useStore(outbox.state);
  const [busy, setBusy] = useState(false);
  const pressed = waiting.find((one) => one.decisionId === decisionId && one.principalId === principalId);
  const trouble = troubles[ackKey({ decisionId, principalId })];
  const seconds = trouble ? Math.max(0, Math.ceil((trouble.againAt - now) / 1000)) : 0;
  const status = !live
    ? t('decision.queued')
    : trouble && seconds > 0
      ? t('decision.retrying', { reason: reasonText(trouble.reason), seconds })
      : t('decision.sending');
  return {
    pressed: pressed ? { ...pressed, status } : null,
    busy,
    sign: () => {
      setBusy(true);
      void tell(outbox.press(decisionId)).finally(() => setBusy(false));
    },
  };
}
