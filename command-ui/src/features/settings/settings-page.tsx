import './settings.css';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '@haigang/shared/features/identity/identity.protocol';
import { hasRole } from '@haigang/shared/features/identity/identity.model';
import { SETTINGS_READERS } from '@haigang/shared/features/settings/settings.rules';
import { useEntities } from '@haigang/shared/web/connection';
import { LanguageButton, LinkBar, Shield } from '@haigang/shared/web/ui';
import { PageLink } from '../../app/page-link.js';
import { AdminLink } from '../identity/admin-link.js';
import { PendingProposals } from './pending-proposals.js';
import { SettingDialog } from './setting-dialog.js';
import { SettingsGroup } from './settings-group.js';
import { byGroup, matches, shownSettings, type ShownSetting } from './settings-view.js';

/** `/admin/settings`: what the site has set, found by words; thresholds are proposed here and approved by another. */
export function SettingsPage({ me, bands, tools }: { me: Me; bands: ReactNode; tools: ReactNode }): ReactNode {
  const { t } = useTranslation();
  return (
    <main className="admin settings">
      <header className="row p ph">
        <Shield />
        <h1>{t('settings.title')}</h1>
        <span className="sp" />
        <LanguageButton />
        {tools}
        <AdminLink principal={me.principal} className="btn" />
        <PageLink className="btn" href="/">
          {t('nav.bigscreen')}
        </PageLink>
      </header>
      <LinkBar />
      {bands}
      {hasRole(me.principal, ...SETTINGS_READERS) ? (
        <SettingsList />
      ) : (
        <p className="p empty">{t('settings.notAllowed')}</p>
      )}
    </main>
  );
}

function SettingsList(): ReactNode {
  const { t } = useTranslation();
  const all = shownSettings(useEntities((state) => state.setting));
  const [text, setText] = useState('');
  const [changedOnly, setChangedOnly] = useState(false);
  const [edited, setEdited] = useState<ShownSetting | null>(null);
  const found = all.filter((setting) => matches(setting, { text, changedOnly }));
  return (
    <>
      <PendingProposals settings={all} />
      <div className="row settings-filter">
        <span className="in">
          <input
            type="search"
            name="search"
            value={text}
            maxLength={80}
            placeholder={t('settings.search')}
            aria-label={t('settings.search')}
            onChange={(event) => setText(event.target.value)}
          />
        </span>
        <label className="row nw">
          <input type="checkbox" checked={changedOnly} onChange={(event) => setChangedOnly(event.target.checked)} />
          {t('settings.changedOnly')}
        </label>
        <span className="sp" />
        <span className="t2 n" role="status">
          {t('settings.found', { count: found.length })}
        </span>
      </div>
      {found.length === 0 ? <p className="p empty">{t('settings.nothing')}</p> : null}
      {byGroup(found).map(([group, settings]) => (
        <SettingsGroup key={group} group={group} settings={settings} onEdit={setEdited} />
      ))}
      {edited ? <SettingDialog setting={edited} onClose={() => setEdited(null)} /> : null}
    </>
  );
}
