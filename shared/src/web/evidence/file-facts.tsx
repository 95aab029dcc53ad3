import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { EvidenceFile } from '../../features/evidence/evidence.model.js';
import type { Bilingual } from '../../kernel/bilingual.js';
import { beijingDate, beijingTime } from '../../kernel/time.js';
import { inLanguage } from '../i18n/index.js';
import { fileSize } from '../ui/index.js';

type Facts = Pick<EvidenceFile, 'kind' | 'name' | 'width' | 'height' | 'bytes' | 'takenAt' | 'sha256'> &
  Partial<Pick<EvidenceFile, 'subject' | 'simulated'>>;

/** What proves a file: what it is and shows, when, who filed it, and its hash. */
export function FileFacts({ file, by, at }: { file: Facts; by: Bilingual; at: string }): ReactNode {
  const { t } = useTranslation();
  const { subject } = file;
  const what = [
    ...(subject?.name ? [inLanguage(subject.name)] : []),
    file.name,
    ...(file.width === null ? [] : [`${file.width}×${file.height}`]),
    fileSize(file.bytes),
  ];
  const stood = subject?.picture === 'still' || subject?.picture === 'standing' ? subject.picture : null;
  return (
    <dl className="xc-facts">
      <div>
        <dt>{t(`evidence.kind.${file.kind}`)}</dt>
        <dd>{what.join(' · ')}</dd>
      </div>
      {subject?.mediaAt ? (
        <div>
          <dt>{t('evidence.mediaAt')}</dt>
          <dd className="n">
            {moment(subject.mediaAt)}
            {stood === null ? '' : ` · ${t(`evidence.picture.${stood}`)}`}
          </dd>
        </div>
      ) : null}
      <div>
        <dt>{t('evidence.by')}</dt>
        <dd>
          {inLanguage(by)} · <span className="n">{moment(at)}</span>
          {file.takenAt ? ` · ${t('evidence.takenAt')} ${moment(file.takenAt)}` : ''}
          {file.simulated === true ? <span className="sim"> {t('app.simulated')}</span> : null}
        </dd>
      </div>
      <div>
        <dt>SHA-256</dt>
        <dd className="xc-hash">{file.sha256}</dd>
      </div>
    </dl>
  );
}

/** Day and time of day in Beijing. */
export function moment(instant: string): string {
  const at = Date.parse(instant);
  return `${beijingDate(at)} ${beijingTime(at)}`;
}
