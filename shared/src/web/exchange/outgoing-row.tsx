import { useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { reasonText } from '../i18n/index.js';
import { Icon } from '../ui/index.js';
import type { Outgoing, OutgoingFile } from './outgoing.js';

/** A message that has not gone yet: waiting, on its way with its progress, or refused with its reason. */
export function OutgoingRow(props: {
  item: Outgoing;
  onRetry: () => void;
  onDiscard: () => void;
  /** Another copy of a file that did not survive a reload. */
  onReplace: (key: string, file: File) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { item } = props;
  const isLost = item.files.some((file) => file.lost);
  return (
    <li className={`xc-message own ${item.state}`} data-outgoing={item.state}>
      {item.text ? <p className="xc-words">{item.text}</p> : null}
      {item.files.map((file) => (
        <FileLine key={file.key} file={file} onReplace={(again) => props.onReplace(file.key, again)} />
      ))}
      <footer className="row">
        <span className="t3" role="status">
          {item.reason ? reasonText(item.reason) : t(`exchange.outgoing.${item.state}`)}
          {item.reason && item.state === 'waiting' ? ` · ${t('exchange.outgoing.again')}` : ''}
        </span>
        <span className="sp" />
        {item.state === 'failed' && !isLost ? (
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

/** How far a file is; [EXC9] asks for it again where its bytes are gone, and says where they will be. */
function FileLine({ file, onReplace }: { file: OutgoingFile; onReplace: (again: File) => void }): ReactNode {
  const { t } = useTranslation();
  const picker = useRef<HTMLInputElement>(null);
  return (
    <div className="xc-progress">
      <span className="row">
        <Icon name={file.kind === 'chat-file' ? 'list' : 'photo'} size={16} />
        <span className="xc-name">{file.name}</span>
        {file.lost ? (
          <button type="button" className="btn" onClick={() => picker.current?.click()}>
            {t('exchange.chooseAgain')}
          </button>
        ) : (
          <span className="n t3">{Math.round(file.share * 100)}%</span>
        )}
      </span>
      {file.lost ? (
        <input
          ref={picker}
          type="file"
          hidden
          aria-label={t('exchange.chooseAgain')}
          onChange={(event) => {
            const [again] = event.target.files ?? [];
            if (again) onReplace(again);
          }}
        />
      ) : (
        <progress max={1} value={file.share} aria-label={file.name} />
      )}
      {file.unkept && file.evidenceId === null && !file.lost ? (
        <span className="t2">{t('exchange.noRoom')}</span>
      ) : null}
    </div>
  );
}
