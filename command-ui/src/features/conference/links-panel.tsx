import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { beijingDate, beijingTime } from '@haigang/shared/kernel/time';
import type { ExpertLink } from '@haigang/shared/features/conference/conference.model';
import { expertNameOf, linkState } from '@haigang/shared/features/conference/link.rules';
import { useConnection, useEntityList } from '@haigang/shared/web/connection';
import { inLanguage } from '@haigang/shared/web/i18n';
import { Dialog, tell, useServerNow } from '@haigang/shared/web/ui';

const RANK = { BOUND: 0, ISSUED: 1, EXPIRED: 2, REVOKED: 3 } as const;

/** [LINK8] Every expert link of every conference, those that still open first; revoking cuts off at once. */
export function LinksPanel(): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const now = useServerNow(connection.serverNow, 5000);
  const [revoked, setRevoked] = useState<ExpertLink | null>(null);
  const links = useEntityList('expert-link')
    .map((link) => ({ link, state: linkState(link, now) }))
    .toSorted((a, b) => RANK[a.state] - RANK[b.state] || b.link.issuedAt.localeCompare(a.link.issuedAt));
  const revoke = async (link: ExpertLink): Promise<void> => {
    const changed = await tell(connection.call('conference:revoke-link', { linkId: link.id }));
    if (!changed) return;
    connection.entities.upsert('expert-link', changed);
    setRevoked(null);
  };
  return (
    <section className="p expert-links">
      <header className="ph">
        <h2>{t('links.title')}</h2>
      </header>
      {links.length === 0 ? <p className="empty">{t('links.none')}</p> : null}
      {links.length > 0 ? (
        <div className="scroll">
          <table>
            <thead>
              <tr>
                {(['expert', 'incident', 'issuedBy', 'issuedAt', 'expires', 'boundAt'] as const).map((column) => (
                  <th key={column}>{t(`links.${column}`)}</th>
                ))}
                <th aria-label={t('links.revokeTitle')} />
              </tr>
            </thead>
            <tbody>
              {links.map(({ link, state }) => (
                <LinkRow key={link.id} link={link} state={state} onRevoke={() => setRevoked(link)} />
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      {revoked ? (
        <Dialog
          title={t('links.revokeTitle')}
          submitText={t('conference.revoke')}
          onSubmit={() => void revoke(revoked)}
          onClose={() => setRevoked(null)}
        >
          <p>{t('links.revokeText', { name: inLanguage(expertNameOf(revoked)) })}</p>
        </Dialog>
      ) : null}
    </section>
  );
}

function LinkRow(props: { link: ExpertLink; state: ExpertLink['state']; onRevoke: () => void }): ReactNode {
  const { t } = useTranslation();
  const { link, state, onRevoke } = props;
  const open = state === 'ISSUED' || state === 'BOUND';
  return (
    <tr className={open ? '' : 'off'}>
      <td>{inLanguage(expertNameOf(link))}</td>
      <td className="n">{link.incidentNumber}</td>
      <td>{link.issuedByName ? inLanguage(link.issuedByName) : ''}</td>
      <td className="n">{when(link.issuedAt)}</td>
      <td className="n">{when(link.expiresAt)}</td>
      <td className="n">{link.boundAt ? when(link.boundAt) : <span className="t3">{t('links.never')}</span>}</td>
      <td className="r">
        <span className={`tag${state === 'BOUND' ? ' on' : ''}`}>{t(`links.state.${state}`)}</span>
        {open ? (
          <button type="button" className="btn quiet" onClick={onRevoke}>
            {t('conference.revoke')}
          </button>
        ) : null}
      </td>
    </tr>
  );
}

function when(instant: string): string {
  const at = Date.parse(instant);
  return `${beijingDate(at)} ${beijingTime(at)}`;
}
