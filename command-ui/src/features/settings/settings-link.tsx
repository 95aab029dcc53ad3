import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '@haigang/shared/features/identity/identity.protocol';
import { hasRole } from '@haigang/shared/features/identity/identity.model';
import { SETTINGS_READERS } from '@haigang/shared/features/settings/settings.rules';
import { useEntityList } from '@haigang/shared/web/connection';
import { PageLink } from '../../app/page-link.js';

/** The way to the settings, and how many changes wait for this very person. */
export function SettingsLink({ me }: { me: Me }): ReactNode {
  const { t } = useTranslation();
  const waiting = useEntityList('setting').filter((setting) => setting.can.approve).length;
  if (!hasRole(me.principal, ...SETTINGS_READERS)) return null;
  return (
    <PageLink className="row nw" href="/admin/settings">
      {t('nav.settings')}
      {waiting > 0 ? <span className="tag on">{t('settings.waits', { count: waiting })}</span> : null}
    </PageLink>
  );
}
