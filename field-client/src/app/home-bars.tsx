import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '@haigang/shared/features/identity/identity.protocol';
import { DeviceButton, type PreparedMedia } from '@haigang/shared/web/conference';
import { useConnectionState } from '@haigang/shared/web/connection';
import { SignOutButton } from '@haigang/shared/web/exchange';
import { inLanguage } from '@haigang/shared/web/i18n';
import { PasswordButton } from '@haigang/shared/web/identity';
import { Fresh, LanguageButton, LinkBar } from '@haigang/shared/web/ui';
import type { AppShell } from '../platform/app-shell.js';
import { UpdateBar } from './shell-bars.js';

/** What stands above every home page: whose it is, whether the centre is reached, a newer version. */
export function HomeHeader({ me, shell }: { me: Me; shell: AppShell }): ReactNode {
  const { t } = useTranslation();
  const link = useConnectionState((state) => state.link);
  return (
    <>
      <header className="row">
        <h1>{inLanguage(me.principal.name)}</h1>
        {me.site.demo ? <span className="sim">{t('app.simulated')}</span> : null}
        <span className="sp" />
        <Fresh
          value={link.phase === 'live' ? { kind: 'live' } : { kind: 'offline' }}
          label={t('conference.centreShort')}
        />
      </header>
      <LinkBar />
      <UpdateBar shell={shell} />
    </>
  );
}

export function HomeFooter({ prepared, opens }: { prepared: PreparedMedia; opens: 'user' | 'environment' }): ReactNode {
  const { t } = useTranslation();
  return (
    <footer className="home-footer">
      <DeviceButton className="btn quiet" {...{ prepared, opens }} />
      <a className="btn quiet" href="/field/test">
        {t('lineTest.link')}
      </a>
      <LanguageButton />
      <PasswordButton className="btn quiet" />
      <SignOutButton />
    </footer>
  );
}
