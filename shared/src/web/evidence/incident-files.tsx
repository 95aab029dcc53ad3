import './incident-files.css';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { EvidenceFile } from '../../features/evidence/evidence.model.js';
import { evidenceUrl } from '../../features/evidence/evidence.protocol.js';
import { inLanguage } from '../i18n/index.js';
import { Dialog, Icon } from '../ui/index.js';
import { FileFacts, moment } from './file-facts.js';

const FILES_SHOWN = 200;

/** [EVD12] 证据文件: everything filed to an incident, as pictures where there are some; one of them large, with what proves it. */
export function IncidentFiles(props: { files: readonly EvidenceFile[]; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const { files, onClose } = props;
  const [id, setId] = useState<string | null>(null);
  const at = files.findIndex((file) => file.id === id);
  const shown = files[at];
  const turn = (by: number): void => setId(files[at + by]?.id ?? id);
  const onKey = (event: KeyboardEvent): void => {
    if (shown && event.key === 'ArrowLeft') turn(-1);
    if (shown && event.key === 'ArrowRight') turn(1);
  };
  return (
    <Dialog wide title={`${t('evidence.title')} ${files.length}`} onClose={onClose}>
      <div className="incident-files" onKeyDown={onKey}>
        {shown ? (
          <>
            <LargeFile file={shown} />
            <p className="row">
              <button type="button" className="btn" disabled={at <= 0} onClick={() => turn(-1)}>
                {t('evidence.previous')}
              </button>
              <button type="button" className="btn" disabled={at >= files.length - 1} onClick={() => turn(1)}>
                {t('evidence.next')}
              </button>
              <span className="n t2">
                {at + 1} / {files.length}
              </span>
              <span className="sp" />
              <a className="btn" href={evidenceUrl(shown.id, 'original')} download>
                {t('evidence.download')}
              </a>
              <button type="button" className="btn" autoFocus onClick={() => setId(null)}>
                {t('evidence.all')}
              </button>
            </p>
          </>
        ) : (
          <FileGrid files={files} onOpen={setId} />
        )}
      </div>
    </Dialog>
  );
}

function FileGrid({ files, onOpen }: { files: readonly EvidenceFile[]; onOpen: (id: string) => void }): ReactNode {
  const { t } = useTranslation();
  if (files.length === 0) {
    return (
      <div className="empty">
        <b>{t('evidence.none')}</b>
        {t('evidence.noneHint')}
      </div>
    );
  }
  return (
    <ul className="file-grid">
      {files.slice(0, FILES_SHOWN).map((file) => (
        <li key={file.id}>
          <button type="button" onClick={() => onOpen(file.id)}>
            <Preview file={file} />
            <b>{whatOf(file) ?? t(`evidence.kind.${file.kind}`)}</b>
            <small className="t2">
              {whatOf(file) === null ? '' : `${t(`evidence.kind.${file.kind}`)} · `}
              <span className="n">{moment(file.subject?.mediaAt ?? file.at)}</span>
            </small>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Whose picture it is or what it is called; null where neither says more than its kind. */
function whatOf({ subject, name, kind }: EvidenceFile): string | null {
  if (subject?.name) return inLanguage(subject.name);
  return kind === 'chat-file' || kind === 'photo' ? name : null;
}

function Preview({ file }: { file: EvidenceFile }): ReactNode {
  const { t } = useTranslation();
  if (file.previewSha256 !== null) return <img src={evidenceUrl(file.id, 'preview')} alt="" loading="lazy" />;
  return (
    <span className="no-preview t3">
      <Icon name={file.width === null ? 'list' : 'photo'} size={28} />
      {file.previewDue ? t('evidence.previewDue') : t('evidence.noPreview')}
    </span>
  );
}

function LargeFile({ file }: { file: EvidenceFile }): ReactNode {
  return (
    <figure>
      <Preview file={file} />
      <figcaption>
        <FileFacts file={file} by={file.uploaderName} at={file.at} />
      </figcaption>
    </figure>
  );
}
