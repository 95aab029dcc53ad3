import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceRequestView } from '@haigang/shared/features/conference/conference.model';
import { inLanguage } from '@haigang/shared/web/i18n';
import { elapsed } from '@haigang/shared/web/ui';
import { RequestFacts } from './request-facts.js';

/** The requests behind the first, each answered by itself: arrows choose, Enter accepts, Escape closes. [REQ5] */
export function RequestQueue(props: {
  requests: readonly ConferenceRequestView[];
  now: number;
  busy: boolean;
  onAccept: (request: ConferenceRequestView) => void;
  onDecline: (request: ConferenceRequestView) => void;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { requests, now, busy, onAccept, onDecline } = props;
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => list.current?.querySelector('button')?.focus(), []);
  return (
    <ul className="request-queue" ref={list} aria-label={t('conference.requests')}>
      {requests.map((request) => (
        <li key={request.id}>
          <span className="since n">{elapsed(now - Date.parse(request.requestedAt))}</span>
          <span className="sp">
            <b>{inLanguage(request.requesterName)}</b> {request.reason}
            <RequestFacts request={request} now={now} />
          </span>
          {request.can.accept ? (
            <button
              type="button"
              className="btn take"
              disabled={busy}
              onClick={() => onAccept(request)}
              onKeyDown={(event) => chooseByKey(event, list.current, props.onClose)}
            >
              {t('conference.acceptAndConvene')}
            </button>
          ) : null}
          {request.can.decline ? (
            <button type="button" className="btn" onClick={() => onDecline(request)}>
              {t('conference.decline')}
            </button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function chooseByKey(event: KeyboardEvent, list: HTMLElement | null, close: () => void): void {
  const rows = [...(list?.querySelectorAll<HTMLElement>('.take') ?? [])];
  const at = rows.findIndex((row) => row === event.target);
  if (event.key === 'ArrowDown') rows[at + 1]?.focus();
  else if (event.key === 'ArrowUp') rows[at - 1]?.focus();
  else if (event.key === 'Escape') close();
  else return;
  event.preventDefault();
  // The screen behind has its own Escape.
  event.stopPropagation();
}
