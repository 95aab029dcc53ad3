import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { reasonText } from '../i18n/index.js';
import { Icon } from '../ui/index.js';
import type { Outgoing } from './outgoing.js';

/** A message that has not gone yet: waiting, on its way with its progress, or refused with its reason. */
export function OutgoingRow(props: { item: Outgoing; onRetry: () => void; onDiscard: () => void }): ReactNode {
  const { t } = useTranslation();
  const { item } = props;
  return (
    <li className={`xc-message own ${item.state}`} data-outgoing={item.state}>
      {item.text ? <p className="xc-words">{item.text}</p> : null}
      {item.files.map((file) => (
        <div key={file.key} className="xc-progress">
          <span className="row">
            <Icon name={file.kind === 'chat-file' ? 'list' : 'photo'} size={16} />
            <span className="xc-name">{file.name}</span>
            <span className="n t3">{Math.round(file.share * 100)}%</span>
          </span>
          <progress max={1} value={file.share} aria-label={file.name} />
        </div>
      ))}
      <footer className="row">
        <span className="t3" role="status">
          {item.reason ? reasonText(item.reason) : t(`exchange.outgoing.${item.state}`)}
          {item.reason && item.state === 'waiting' ? ` · ${t('exchange.outgoing.again')}` : ''}
        </span>
        <span className="sp" />
        {item.state === 'failed' ? (
          <button type="button" className="btn" onClick={props.onRetry}>
            {t('exchange.retry')}
          </button>
        ) : null}
        <button type="button" className="btn quiet" onClick={props.onDiscard}>
          {item.state === 'failed' ? t('exchange.discard') : t('exchange.cancel')}
        </button>
      </footer>
    </li>
  );
}
