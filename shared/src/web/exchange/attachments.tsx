import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { evidenceUrl } from '../../features/evidence/evidence.protocol.js';
import type { Attachment } from '../../features/exchange/exchange.model.js';
import { fileSize, Icon } from '../ui/index.js';
import { usePreviews } from './use-previews.js';

/** The files of a message: pictures as thumbnails that open large, others as lines that are saved. */
export function Attachments(props: {
  files: readonly Attachment[];
  surface: string | undefined;
  onOpen: (file: Attachment) => void;
}): ReactNode {
  const { t } = useTranslation();
  const previewOf = usePreviews();
  if (props.files.length === 0) return null;
  return (
    <div className="xc-files">
      {props.files.map((file) =>
        previewOf(file) === 'ready' ? (
          <button
            key={file.id}
            type="button"
            className="xc-thumb"
            title={file.name}
            aria-label={file.name || file.type}
            onClick={() => props.onOpen(file)}
          >
            <img
              src={evidenceUrl(file.id, 'preview', props.surface)}
              alt={file.name}
              loading="lazy"
              style={{ aspectRatio: file.width && file.height ? `${file.width}/${file.height}` : '4/3' }}
            />
          </button>
        ) : (
          <a key={file.id} className="xc-file row" href={evidenceUrl(file.id, 'original', props.surface)} download>
            <Icon name={file.type.startsWith('image/') ? 'photo' : 'list'} size={16} />
            <span className="xc-name">{file.name || file.type}</span>
            {file.type.startsWith('image/') ? (
              <span className="t3">{t(previewOf(file) === 'due' ? 'evidence.previewDue' : 'evidence.noPreview')}</span>
            ) : null}
            <span className="n t3">{fileSize(file.bytes)}</span>
          </a>
        ),
      )}
    </div>
  );
}
