import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { seesPresence, type Role } from '@haigang/shared/features/identity/identity.model';
import { usePrincipalIs } from '@haigang/shared/web/connection';
import { usePresence } from '@haigang/shared/web/feeds';
import { inLanguage } from '@haigang/shared/web/i18n';

const SHOWN: readonly Role[] = ['commander', 'dispatcher'];

/** [PRE1] Who is on duty at the centre, by role name, in the top bar (domain.md §6); nobody is said, not left blank. */
export function DutyRoles(): ReactNode {
  const { t } = useTranslation();
  const presence = usePresence();
  const told = usePrincipalIs(seesPresence);
  if (!told) return null;
  return (
    <dl className="duty-roles">
      {SHOWN.map((role) => {
        const people = new Set(
          presence.filter((one) => one.onDuty && one.roles.includes(role)).map((one) => inLanguage(one.name)),
        );
        return (
          <div key={role}>
            <dt className="t3">{t(`role.${role}`)}</dt>
            <dd>{people.size > 0 ? [...people].join(' · ') : t('wall.dutyNone')}</dd>
          </div>
        );
      })}
    </dl>
  );
}
