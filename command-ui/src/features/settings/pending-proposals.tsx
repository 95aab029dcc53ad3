import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SettingProposal, SettingView } from '@haigang/shared/features/settings/settings.model';
import { useConnection } from '@haigang/shared/web/connection';
import { inLanguage } from '@haigang/shared/web/i18n';
import { Dialog, Field, tell } from '@haigang/shared/web/ui';
import { momentText, valueText } from './setting-text.js';
import type { ShownSetting } from './settings-view.js';

/** The changes that wait for a second person, above everything else on the page. */
export function PendingProposals({ settings }: { settings: readonly ShownSetting[] }): ReactNode {
  const { t } = useTranslation();
  const pending = settings.flatMap(({ definition, view }) =>
    view.proposal ? [{ definition, view, proposal: view.proposal }] : [],
  );
  return (
    <section className={pending.length > 0 ? 'p pending some' : 'p pending'}>
      <header className="ph">
        <h2>{t('settings.pending')}</h2>
        <span className="t3 n">{pending.length}</span>
      </header>
      {pending.length === 0 ? <p className="empty">{t('settings.pendingNone')}</p> : null}
      <ul className="rows">
        {pending.map((one) => (
          <Proposal key={one.definition.key} setting={one} proposal={one.proposal} />
        ))}
      </ul>
    </section>
  );
}

function Proposal({ setting, proposal }: { setting: ShownSetting; proposal: SettingProposal }): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const [refusing, setRefusing] = useState(false);
  const { definition, view } = setting;
  const target = { key: definition.key, revision: view.revision };
  const keep = async (task: Promise<SettingView>): Promise<void> => {
    const changed = await tell(task);
    if (changed) connection.entities.upsert('setting', changed);
  };
  const own = view.can.refuse && !view.can.approve;
  return (
    <li className="row">
      <div className="what">
        <b>{inLanguage(definition.label)}</b>
        <p className="t2">
          {proposal.reason} · {t('settings.by', { name: inLanguage(proposal.byName), time: momentText(proposal.at) })}
        </p>
      </div>
      <p className="fromto n">
        <span className="t2">{valueText(t, definition, view.value)}</span>
        <span aria-hidden="true">→</span>
        <b>{valueText(t, definition, proposal.value)}</b>
      </p>
      <div className="row decide">
        {own ? <span className="t2 nw">{t('settings.pendingOwn')}</span> : null}
        {view.can.refuse ? (
          <button type="button" className="btn" onClick={() => setRefusing(true)}>
            {own ? t('settings.withdraw') : t('settings.refuse')}
          </button>
        ) : null}
        {view.can.approve ? (
          <button
            type="button"
            className="btn pri"
            onClick={() => void keep(connection.call('settings:approve', target))}
          >
            {t('settings.approve')}
          </button>
        ) : null}
      </div>
      {refusing ? (
        <RefuseDialog
          own={own}
          onClose={() => setRefusing(false)}
          onRefuse={(reason) => {
            setRefusing(false);
            void keep(connection.call('settings:refuse', { ...target, reason }));
          }}
        />
      ) : null}
    </li>
  );
}

function RefuseDialog(props: { own: boolean; onClose: () => void; onRefuse: (reason: string) => void }): ReactNode {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const title = props.own ? t('settings.withdraw') : t('settings.refuse');
  return (
    <Dialog
      title={title}
      submitText={title}
      canSubmit={reason.trim() !== ''}
      onSubmit={() => props.onRefuse(reason.trim())}
      onClose={props.onClose}
    >
      <Field
        label={props.own ? t('settings.withdrawReason') : t('settings.refuseReason')}
        name="reason"
        value={reason}
        onChange={setReason}
      />
    </Dialog>
  );
}
