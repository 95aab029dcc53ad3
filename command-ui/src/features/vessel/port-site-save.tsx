import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PortSiteChanges } from '@haigang/shared/features/vessel/port-site.changes';
import type { GeoJsonFault } from '@haigang/shared/features/vessel/port-site.geojson';
import type { PortSite } from '@haigang/shared/features/vessel/port-site';
import { AppError } from '@haigang/shared/kernel/errors';
import { useConnection } from '@haigang/shared/web/connection';
import { ReasonDialog } from '../incident/reason-dialog.js';

/** Says once more what changes, and asks why. */
export function SaveDialog(props: {
  site: PortSite;
  changes: PortSiteChanges;
  /** Of the geometry the changes were made from. */
  revision: number | null;
  onSaved: () => void;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const save = async (reason: string): Promise<unknown> => {
    const { revision } = props;
    if (new Blob([JSON.stringify(props.site)]).size > MOST_BYTES) {
      throw new AppError('invalid_input', 'port-site.too-large', 'more than one message holds');
    }
    const done = await connection.call('vessel:save-port-site', { revision, site: props.site, reason });
    connection.entities.upsert('port-site', done);
    props.onSaved();
    return done;
  };
  return (
    <ReasonDialog
      title={t('portSite.saveTitle')}
      text={t('portSite.saveHint')}
      warning={
        <p>
          <Changes changes={props.changes} />
        </p>
      }
      label={t('portSite.reason')}
      submitText={t('admin.save')}
      onSubmit={save}
      onClose={props.onClose}
    />
  );
}

/** What is another than what holds now, in one line. */
export function Changes({ changes }: { changes: PortSiteChanges }): ReactNode {
  const { t } = useTranslation();
  const said = (['added', 'changed', 'removed'] as const).flatMap((kind) =>
    changes[kind].length > 0 ? [t(`portSite.${kind}`, { ids: changes[kind].join(', ') })] : [],
  );
  if (changes.limit) said.push(t('portSite.limitChanged'));
  return <span>{said.length > 0 ? said.join(' · ') : t('portSite.unchanged')}</span>;
}

/** A message to the centre holds 64 KiB. */
const MOST_BYTES = 60_000;
/** Told one by one; the rest is counted. */
const MOST_FAULTS = 12;

/** Why a file was not imported, feature by feature. */
export function Faults({ faults }: { faults: readonly GeoJsonFault[] }): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="note" role="alert">
      <b>{t('portSite.faults')}</b>
      <ul>
        {faults.slice(0, MOST_FAULTS).map(({ feature, problem }, at) => (
          <li key={at}>
            {feature === null ? t('portSite.file') : t('portSite.feature', { count: feature })}：
            {t(`portSite.fault.${problem}`)}
          </li>
        ))}
        {faults.length > MOST_FAULTS ? (
          <li>{t('portSite.moreFaults', { count: faults.length - MOST_FAULTS })}</li>
        ) : null}
      </ul>
    </div>
  );
}
