import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { evidenceUrl } from '../../features/evidence/evidence.protocol.js';
import type { ExchangeMessage } from '../../features/exchange/exchange.model.js';
import { FileFacts } from '../evidence/index.js';
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
          <FileFacts file={shown.file} by={shown.message.authorName} at={shown.message.at} />
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
