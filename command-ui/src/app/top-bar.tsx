import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '@haigang/shared/features/identity/identity.protocol';
import { beijingDate, beijingTime, BEIJING_OFFSET_MS } from '@haigang/shared/kernel/time';
import { useConnection } from '@haigang/shared/web/connection';
import { SignOutButton } from '@haigang/shared/web/exchange';
import { inLanguage } from '@haigang/shared/web/i18n';
import { PasswordButton } from '@haigang/shared/web/identity';
import { LanguageButton, Shield, useServerNow } from '@haigang/shared/web/ui';
import { OwnDevices } from '../features/conference/own-devices.js';
import type { Ringing } from '../features/conference/use-ringing.js';
import { AdminLink } from '../features/identity/admin-link.js';
import { DutyRoles } from '../features/identity/duty-roles.js';
import { SettingsLink } from '../features/settings/settings-link.js';
import { KeyHelp } from './key-help.js';
import { LineTestLink } from './line-test-link.js';
import { SoundNeeded } from './screen-bands.js';
import { SourceHealth } from './source-health.js';

export function TopBar(props: { me: Me; surface: 'desk' | 'wall'; ringing: Ringing }): ReactNode {
  const { t, i18n } = useTranslation();
  const { me, surface } = props;
  return (
    <header className="p top row">
      <Shield />
      <div>
        <h1>{t('app.name')}</h1>
        <p className="t3">
          {t('app.english')} · {inLanguage(me.site.name)}
        </p>
      </div>
      {me.site.demo ? <span className="sim">{t('app.simulated')}</span> : null}
      <span className="sp" />
      <BeijingClock locale={i18n.language === 'en' ? 'en' : 'zh-CN'} />
      <DutyRoles />
      <span className="sp" />
      <SoundNeeded ringing={props.ringing} />
      <SourceHealth surface={surface} />
      {surface === 'desk' ? (
        <div className="who">
          <p className="row">
            <PasswordButton className="btn quiet" />
            <b>{inLanguage(me.principal.name)}</b>
          </p>
          <p className="row">
            <AdminLink principal={me.principal} />
            <SettingsLink me={me} />
            <LineTestLink />
            <OwnDevices />
            <LanguageButton />
            <KeyHelp />
            <SignOutButton />
          </p>
        </div>
      ) : (
        <LanguageButton />
      )}
    </header>
  );
}

function BeijingClock({ locale }: { locale: string }): ReactNode {
  const { t } = useTranslation();
  const now = useServerNow(useConnection().serverNow);
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }).format(
    now + BEIJING_OFFSET_MS,
  );
  return (
    <div className="row clock">
      <b className="n">{beijingTime(now)}</b>
      <div>
        <p>{t('app.beijingTime')}</p>
        <p className="t2 n">
          {beijingDate(now)} {weekday}
        </p>
      </div>
    </div>
  );
}
