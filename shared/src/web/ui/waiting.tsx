import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AppError } from '../../kernel/errors.js';

/** What may pass is waited out: what is wrong, that the page goes on by itself, and a press that tries now. */
export function Waiting({ trouble, onNow }: { trouble: unknown; onNow: () => void }): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="linkbar" role="status">
      <span>{t(`link.${kindOf(trouble)}`)}</span>
      <span className="sp" />
      <button type="button" className="btn" onClick={onNow}>
        {t('link.tryNow')}
      </button>
    </div>
  );
}

function kindOf(trouble: unknown): 'unreachable' | 'busy' | 'faulty' {
  if (!(trouble instanceof AppError) || trouble.code === 'internal') return 'faulty';
  return trouble.code === 'over_capacity' ? 'busy' : 'unreachable';
}
