import './expert.css';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Bilingual } from '@haigang/shared/kernel/bilingual';
import type { Expert } from '@haigang/shared/features/expert/expert.model';
import { DIRECTORY_KEEPERS, inCallOrder } from '@haigang/shared/features/expert/expert.rules';
import { hasRole } from '@haigang/shared/features/identity/identity.model';
import { useConnection, useEntityList, usePrincipalIs } from '@haigang/shared/web/connection';
import { inLanguage } from '@haigang/shared/web/i18n';
import { useServerNow } from '@haigang/shared/web/ui';
import { AvailabilityTag, Specialities } from './expert-facts.js';
import { ExpertDialog } from './expert-dialog.js';

interface Account {
  readonly id: string;
  readonly name: Bilingual;
}

/** 专家库: internal experts in the order in which one would call them; dispatcher and administrator keep the entries. */
export function ExpertsPanel(): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const now = useServerNow(connection.serverNow, 5000);
  const experts = inCallOrder(useEntityList('expert'), now);
  const accounts = useExpertAccounts();
  const keeps = usePrincipalIs((principal) => hasRole(principal, ...DIRECTORY_KEEPERS));
  const [edited, setEdited] = useState<Account | null>(null);
  const known = new Set(experts.map((expert) => expert.id));
  const missing = accounts.filter((account) => !known.has(account.id));
  return (
    <section className="p experts">
      <header className="ph">
        <h2>{t('experts.title')}</h2>
      </header>
      {experts.length + missing.length === 0 ? <p className="empty">{t('experts.none')}</p> : null}
      <ul className="rows">
        {experts.map((expert) => (
          <ExpertRow key={expert.id} expert={expert} now={now} onEdit={keeps ? () => setEdited(expert) : null} />
        ))}
        {missing.map((account) => (
          <li key={account.id} className="row">
            <b>{inLanguage(account.name)}</b>
            <span className="t3">{t('experts.noEntry')}</span>
            <span className="sp" />
            {keeps ? (
              <button type="button" className="btn quiet" onClick={() => setEdited(account)}>
                {t('experts.edit')}
              </button>
            ) : null}
          </li>
        ))}
      </ul>
      {edited ? (
        <ExpertDialog
          account={edited}
          expert={experts.find((expert) => expert.id === edited.id) ?? null}
          onClose={() => setEdited(null)}
        />
      ) : null}
    </section>
  );
}

function ExpertRow(props: { expert: Expert; now: number; onEdit: (() => void) | null }): ReactNode {
  const { t } = useTranslation();
  const { expert, now, onEdit } = props;
  return (
    <li className="row">
      <AvailabilityTag expert={expert} now={now} />
      <b>{inLanguage(expert.name)}</b>
      <Specialities expert={expert} />
      <span className="t2" translate="no">
        {expert.organisation}
      </span>
      <span className="sp" />
      <span className="t2 n">{expert.phone}</span>
      {onEdit ? (
        <button type="button" className="btn quiet" onClick={onEdit}>
          {t('experts.edit')}
        </button>
      ) : null}
    </li>
  );
}

/** Accounts with the role, asked for when the page is reached: dispatchers do not see accounts otherwise. */
function useExpertAccounts(): readonly Account[] {
  const connection = useConnection();
  const [accounts, setAccounts] = useState<readonly Account[]>([]);
  useEffect(
    () =>
      connection.onLive(() => {
        connection.call('expert:accounts', {}).then(
          (answer) => setAccounts(answer.accounts),
          // The list of entries stands without it; the link bar says when the centre cannot be reached.
          () => undefined,
        );
      }),
    [connection],
  );
  return accounts;
}
