import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { hasRole, type Principal, type Role } from '@haigang/shared/features/identity/identity.model';
import { PageLink } from '../../app/page-link.js';

/** Who finds something of his own in the administration: accounts, displays, experts and their links. */
const ADMIN_READERS: readonly Role[] = ['administrator', 'dispatcher', 'commander'];

export const mayReadAdmin = (principal: Principal): boolean => hasRole(principal, ...ADMIN_READERS);

/** [SCREEN5] The way to the administration, for whoever may use it. */
export function AdminLink({ principal, className }: { principal: Principal; className?: string }): ReactNode {
  const { t } = useTranslation();
  if (!mayReadAdmin(principal)) return null;
  return (
    <PageLink href="/admin" {...(className === undefined ? {} : { className })}>
      {t('nav.admin')}
    </PageLink>
  );
}
