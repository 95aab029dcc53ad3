import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { hasRole, Role, type Account } from '@haigang/shared/features/identity/identity.model';
import type { Me } from '@haigang/shared/features/identity/identity.protocol';
import { useConnection, useEntityList } from '@haigang/shared/web/connection';
import { inLanguage } from '@haigang/shared/web/i18n';
import { PasswordButton } from '@haigang/shared/web/identity';
import { LanguageButton, LinkBar, Shield, tell } from '@haigang/shared/web/ui';
import { LineTestLink } from '../../app/line-test-link.js';
import { PageLink } from '../../app/page-link.js';
import { LinksPanel } from '../conference/links-panel.js';
import { ExpertsPanel } from '../expert/experts-panel.js';
import { BaseMapPanel } from '../vessel/base-map-panel.js';
import { PortSitePanel } from '../vessel/port-site-panel.js';
import { SettingsLink } from '../settings/settings-link.js';
import { AccountDialog } from './account-dialog.js';
import { mayReadAdmin } from './admin-link.js';
import { DevicesPanel } from './devices-panel.js';
import { DisplaysPanel } from './displays-panel.js';
import { OutsideNotice } from './outside-notice.js';

/** `/admin`: accounts (administrator), wall displays (administrator, dispatcher), experts and their links (commander too). */
export function AdminPage({ me, bands, tools }: { me: Me; bands: ReactNode; tools: ReactNode }): ReactNode {
  const { t } = useTranslation();
  return (
    <main className="admin">
      <header className="row p ph">
        <Shield />
        <h1>{t('admin.title')}</h1>
        <span className="sp" />
        <PasswordButton className="btn" />
        <LineTestLink />
        <SettingsLink me={me} />
        <LanguageButton />
        {tools}
        <PageLink className="btn" href="/">
          {t('nav.bigscreen')}
        </PageLink>
      </header>
      <LinkBar />
      {bands}
      {hasRole(me.principal, 'administrator') ? <AccountsPanel /> : null}
      {mayReadAdmin(me.principal) ? null : <p className="p empty">{t('admin.notAllowed')}</p>}
      {hasRole(me.principal, 'administrator', 'dispatcher') ? <DisplaysPanel /> : null}
      {hasRole(me.principal, 'administrator') ? <DevicesPanel site={me.site} /> : null}
      {mayReadAdmin(me.principal) ? (
        <>
          <ExpertsPanel />
          <LinksPanel />
        </>
      ) : null}
      {hasRole(me.principal, 'administrator') ? <PortSitePanel /> : null}
      {hasRole(me.principal, 'administrator') ? <BaseMapPanel /> : null}
      {hasRole(me.principal, 'administrator') ? <OutsideNotice site={me.site} /> : null}
    </main>
  );
}

function AccountsPanel(): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const accounts = useEntityList('account').toSorted((a, b) => a.username.localeCompare(b.username));
  const [edited, setEdited] = useState<Account | 'new' | null>(null);
  const setDisabled = async (account: Account, disabled: boolean): Promise<void> => {
    const { id, revision } = account;
    const changed = await tell(connection.call('identity:update-account', { id, revision, disabled }));
    if (changed) connection.entities.upsert('account', changed);
  };
  return (
    <section className="p">
      <header className="ph">
        <h2>{t('admin.accounts')}</h2>
        <span className="sp" />
        <button type="button" className="btn pri" onClick={() => setEdited('new')}>
          {t('admin.create')}
        </button>
      </header>
      <div className="scroll">
        <table>
          <thead>
            <tr>
              <th>{t('signIn.username')}</th>
              <th>{t('signIn.displayName')}</th>
              <th>{t('admin.roles')}</th>
              <th aria-label={t('admin.save')} />
            </tr>
          </thead>
          <tbody>
            {accounts.map((account) => (
              <tr key={account.id} className={account.disabled ? 'off' : ''}>
                <td>{account.username}</td>
                <td>{inLanguage(account.name)}</td>
                <td>
                  {Role.options
                    .filter((role) => account.roles.includes(role))
                    .map((role) => t(`role.${role}`))
                    .join(' · ')}
                </td>
                <td className="r">
                  {account.disabled ? <span className="tag">{t('admin.disabled')}</span> : null}
                  <button type="button" className="btn quiet" onClick={() => setEdited(account)}>
                    {t('admin.resetPassword')} · {t('admin.roles')}
                  </button>
                  <button
                    type="button"
                    className="btn quiet"
                    onClick={() => void setDisabled(account, !account.disabled)}
                  >
                    {account.disabled ? t('admin.enable') : t('admin.disable')}
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {edited ? <AccountDialog account={edited === 'new' ? null : edited} onClose={() => setEdited(null)} /> : null}
    </section>
  );
}
