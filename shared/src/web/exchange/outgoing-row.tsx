import { useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { beijingDate, beijingTime } from '../../kernel/time.js';
import { reasonText } from '../i18n/index.js';
import { Icon } from '../ui/index.js';
import { EXPIRED, type Outgoing, type OutgoingFile } from './outgoing.js';

/** A message that has not gone yet: waiting, on its way with its progress, or refused with its reason. */
export function OutgoingRow(props: {
  item: Outgoing;
  onRetry: () => void;
  onDiscard: () => void;
  /** In the place of a file that did not survive a reload. */
  onReplace: (key: string, file: File) => void;
  /** Of a refused message with several parts: goes on without this file. */
  onWithout: (key: string) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { item } = props;
  const parts = item.files.length + (item.text === '' ? 0 : 1);
  const again = item.state === 'failed' && item.reason !== EXPIRED && !item.files.some((file) => file.lost);
  return (
    <li className={`xc-message own ${item.state}`} data-outgoing={item.state}>
      {item.text ? <p className="xc-words">{item.text}</p> : null}
      {item.files.map((file) => (
        <FileLine
          key={file.key}
          file={file}
          onReplace={(again) => props.onReplace(file.key, again)}
          onWithout={parts > 1 && item.state === 'failed' ? () => props.onWithout(file.key) : null}
        />
      ))}
      <footer className="row">
        <span className={item.state === 'failed' ? undefined : 't3'} role="status">
          {item.reason === EXPIRED ? (
            <b className="n">{t('exchange.writtenAt', { time: writtenAt(item) })} · </b>
          ) : null}
          {item.reason ? reasonText(item.reason) : t(`exchange.outgoing.${item.state}`)}
          {item.reason && item.state === 'waiting' ? ` · ${t('exchange.outgoing.again')}` : ''}
        </span>
        <span className="sp" />
        {again ? (
          <button type="button" className="btn" onClick={props.onRetry}>
            {t('exchange.retry')}
          </button>
        ) : null}
        <button type="button" className="btn quiet" onClick={props.onDiscard}>
          {item.reason === EXPIRED
            ? t('exchange.seen')
            : t(`exchange.${item.state === 'failed' ? 'discard' : 'cancel'}`)}
        </button>
      </footer>
    </li>
  );
}

/** Day and minute: what has expired was written days ago. */
function writtenAt(item: Outgoing): string {
  const at = Date.parse(item.writtenAt);
  return `${beijingDate(at)} ${beijingTime(at).slice(0, 5)}`;
}

/** [EXC10] What another window of the same person has on its way; it is retried and taken back there. */
export function ElsewhereRow({ item }: { item: Outgoing }): ReactNode {
  const { t } = useTranslation();
  return (
    <li className="xc-message own waiting" data-elsewhere>
      {item.text ? <p className="xc-words">{item.text}</p> : null}
      {item.files.map(({ key, name }) => (
        <p key={key} className="xc-name t2">
          {name}
        </p>
      ))}
      <p className="t3">{t(item.state === 'failed' ? 'exchange.elsewhereFailed' : 'exchange.elsewhere')}</p>
    </li>
  );
}

/**
 * How far a file is; [EXC9] asks for it again where its bytes are gone, but for a picture of a moment, which nothing can
 * stand for, and says where they will be.
 */
function FileLine(props: {
  file: OutgoingFile;
  onReplace: (again: File) => void;
  onWithout: (() => void) | null;
}): ReactNode {
  const { t } = useTranslation();
  const { file, onReplace, onWithout } = props;
  const asked = file.lost && !file.subject;
  const picker = useRef<HTMLInputElement>(null);
  return (
    <div className="xc-progress">
      <span className="row">
        <Icon name={file.kind === 'chat-file' ? 'list' : 'photo'} size={16} />
        <span className="xc-name">{file.name}</span>
        {asked ? (
          <button type="button" className="btn" onClick={() => picker.current?.click()}>
            {t('exchange.chooseAgain')}
          </button>
        ) : (
          <span className="n t3">{file.lost ? t('exchange.lost') : `${Math.round(file.share * 100)}%`}</span>
        )}
        {onWithout && file.evidenceId === null ? (
          <button type="button" className="btn" title={t('exchange.withoutHint')} onClick={onWithout}>
            {t('exchange.without')}
          </button>
        ) : null}
      </span>
      {asked ? (
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
      ) : null}
      {file.lost ? null : <progress max={1} value={file.share} aria-label={file.name} />}
      {file.unkept && file.evidenceId === null && !file.lost ? (
        <span className="t2">{t('exchange.noRoom')}</span>
      ) : null}
    </div>
  );
}
