import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** Where internal experts work. */
const EXPERT_PAGE = '/field/';

/** An internal expert who signed in at the centre's page is taken to his own; the session is the same. */
export function ToExpertPage(): ReactNode {
  const { t } = useTranslation();
  useEffect(() => window.location.replace(EXPERT_PAGE), []);
  return (
    <main className="signin">
      <p role="status">
        <a href={EXPERT_PAGE}>{t('experts.opening')}</a>
      </p>
    </main>
  );
}
