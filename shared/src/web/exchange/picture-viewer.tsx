import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { evidenceUrl } from '../../features/evidence/evidence.protocol.js';
import type { Attachment, ExchangeMessage } from '../../features/exchange/exchange.model.js';
import { beijingDate, beijingTime } from '../../kernel/time.js';
import { inLanguage } from '../i18n/index.js';
import { fileSize } from '../ui/index.js';
import { usePreviews } from './use-previews.js';

/** One picture large: the wheel or a tap zooms, arrows turn over, Escape closes; who, when and its hash below. */
export function PictureViewer(props: {
  messages: readonly ExchangeMessage[];
  start: string;
  surface: string | undefined;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const ref = useRef<HTMLDialogElement>(null);
  const [id, setId] = useState(props.start);
  const [large, setLarge] = useState(false);
  const previewOf = usePreviews();
  useEffect(() => {
    const dialog = ref.current;
    if (dialog && !dialog.open) dialog.showModal();
  }, []);
  const pictures = props.messages.flatMap((message) =>
    message.attachments.filter((file) => previewOf(file) === 'ready').map((file) => ({ file, message })),
  );
  const at = pictures.findIndex((picture) => picture.file.id === id);
  const shown = pictures[at];
  const turn = (by: number): void => {
    const next = pictures[at + by];
    if (!next) return;
    setId(next.file.id);
    setLarge(false);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowLeft') turn(-1);
    if (event.key === 'ArrowRight') turn(1);
  };
  return (
    <dialog ref={ref} className="xc-viewer" aria-label={t('evidence.title')} onClose={props.onClose} onKeyDown={onKey}>
      {shown ? (
        <>
          <button
            type="button"
            className={large ? 'xc-picture large' : 'xc-picture'}
            aria-label={t('evidence.zoom')}
            onClick={() => setLarge(!large)}
            onWheel={(event) => setLarge(event.deltaY < 0)}
          >
            <img src={evidenceUrl(shown.file.id, 'preview', props.surface)} alt={shown.file.name} />
          </button>
          <PictureFacts file={shown.file} message={shown.message} />
        </>
      ) : null}
      <footer className="row">
        <button type="button" className="btn" disabled={at <= 0} onClick={() => turn(-1)}>
          {t('evidence.previous')}
        </button>
        <button type="button" className="btn" disabled={at >= pictures.length - 1} onClick={() => turn(1)}>
          {t('evidence.next')}
        </button>
        <span className="n t2">
          {at + 1} / {pictures.length}
        </span>
        <span className="sp" />
        <a className="btn" href={evidenceUrl(id, 'original', props.surface)} download>
          {t('evidence.download')}
        </a>
        <button type="button" className="btn pri" onClick={props.onClose}>
          {t('evidence.close')}
        </button>
      </footer>
    </dialog>
  );
}

function PictureFacts({ file, message }: { file: Attachment; message: ExchangeMessage }): ReactNode {
  const { t } = useTranslation();
  const at = (instant: string): string => `${beijingDate(Date.parse(instant))} ${beijingTime(Date.parse(instant))}`;
  return (
    <dl className="xc-facts">
      <div>
        <dt>{t(`evidence.kind.${file.kind}`)}</dt>
        <dd>
          {file.name} · {file.width}×{file.height} · {fileSize(file.bytes)}
        </dd>
      </div>
      <div>
        <dt>{t('evidence.by')}</dt>
        <dd>
          {inLanguage(message.authorName)} · {at(message.at)}
          {file.takenAt ? ` · ${t('evidence.takenAt')} ${at(file.takenAt)}` : ''}
        </dd>
      </div>
      <div>
        <dt>SHA-256</dt>
        <dd className="xc-hash">{file.sha256}</dd>
      </div>
    </dl>
  );
}
