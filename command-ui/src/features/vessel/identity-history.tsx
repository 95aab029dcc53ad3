import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { beijingMinute } from '@haigang/shared/kernel/time';
import type { IdentityChange, Vessel } from '@haigang/shared/features/vessel/vessel.model';
import { useConnection } from '@haigang/shared/web/connection';
import { Icon } from '@haigang/shared/web/ui';

/** Changes shown on the card; older ones only say that there are more. */
const SHOWN = 3;

/** [AIS28] What this MMSI called itself before, newest first; nothing for one that never changed. */
export function IdentityHistory({ vessel }: { vessel: Vessel }): ReactNode {
  const { t } = useTranslation();
  const changes = useChanges(vessel);
  if (changes.length === 0) return null;
  return (
    <section className="identity">
      <h4>
        <Icon name="alert" size={18} /> {t('vessel.identityChanged')}
      </h4>
      <ul>
        {changes.slice(0, SHOWN).map(({ field, before, after, at }) => (
          <li key={`${at} ${field}`}>
            <span className="t2 n">{beijingMinute(at)}</span> {t(`vessel.identity.${field}`)} <s>{before}</s> →{' '}
            <b>{after}</b>
          </li>
        ))}
        {changes.length > SHOWN ? (
          <li className="t2">{t('vessel.identityMore', { count: changes.length - SHOWN })}</li>
        ) : null}
      </ul>
    </section>
  );
}

/** Asked again when the station says something else than before. */
function useChanges({ mmsi, name, imo, callSign }: Vessel): readonly IdentityChange[] {
  const connection = useConnection();
  const [changes, setChanges] = useState<readonly IdentityChange[]>([]);
  useEffect(() => {
    let gone = false;
    connection.call('vessel:identity-history', { mmsi }).then(
      (reply) => {
        if (!gone) setChanges(reply.changes);
      },
      // The rest of the card stands without it.
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [connection, mmsi, name, imo, callSign]);
  return changes;
}
