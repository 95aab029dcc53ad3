import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DecisionView } from '../../features/decision/decision.model.js';
import { beijingTime } from '../../kernel/time.js';
import { inLanguage } from '../i18n/index.js';

/** The text as it stands, and once approved its freezing: version, hash, who and when. */
export function FrozenText({ sheet }: { sheet: DecisionView }): ReactNode {
  const { t } = useTranslation();
  const { approval } = sheet;
  return (
    <>
      <p className="decision-text">{sheet.text}</p>
      {approval ? (
        <p className="t3 frozen" title={approval.textHash}>
          {t('decision.frozen', { version: sheet.version, hash: approval.textHash.slice(0, 12) })} ·{' '}
          {t('decision.approvedBy', {
            name: inLanguage(approval.byName),
            time: beijingTime(Date.parse(approval.at)),
          })}
          {approval.reason ? ` · ${approval.reason}` : ''}
        </p>
      ) : null}
    </>
  );
}
