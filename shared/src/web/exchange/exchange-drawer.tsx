import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceView } from '../../features/conference/conference.model.js';
import { Icon } from '../ui/index.js';
import { ExchangePanel } from './exchange-panel.js';
import { useConversation } from './use-conversation.js';

/** The conversation on a phone: a button with what is unread, and a sheet over the lower part of the call. */
export function ExchangeDrawer({ conference }: { conference: ConferenceView }): ReactNode {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const { unread } = useConversation(conference);
  if (!open) {
    return (
      <button
        type="button"
        className={unread > 0 ? 'xc-open unread' : 'xc-open'}
        aria-label={unread > 0 ? t('exchange.openUnread', { count: unread }) : t('exchange.open')}
        onClick={() => setOpen(true)}
      >
        <Icon name="chat" size={22} />
        <span>
          {t('exchange.short')} {unread > 0 ? <b className="n">{unread}</b> : null}
        </span>
      </button>
    );
  }
  return (
    <div className="xc-sheet">
      <ExchangePanel
        conference={conference}
        actions={
          <button type="button" className="btn" aria-label={t('exchange.close')} onClick={() => setOpen(false)}>
            <Icon name="leave" size={18} />
          </button>
        }
      />
    </div>
  );
}
