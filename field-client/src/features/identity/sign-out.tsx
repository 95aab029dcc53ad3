import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { requestJson } from '@haigang/shared/web/connection';
import { tell } from '@haigang/shared/web/ui';

/** Ends this device's session on the server; the page then asks to sign in. */
export function SignOutButton(): ReactNode {
  const { t } = useTranslation();
  return (
    <button type="button" className="btn quiet" onClick={() => void tell(requestJson('DELETE', '/api/session'))}>
      {t('signIn.signOut')}
    </button>
  );
}
