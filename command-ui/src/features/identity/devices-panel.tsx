import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Device } from '@haigang/shared/features/identity/device.model';
import type { Me } from '@haigang/shared/features/identity/identity.protocol';
import { useConnection, useEntityList } from '@haigang/shared/web/connection';
import { inLanguage } from '@haigang/shared/web/i18n';
import { Dialog, elapsed, tell, useServerNow } from '@haigang/shared/web/ui';
import { DeviceCodeDialog } from './device-code-dialog.js';
import { DeviceDialog } from './device-dialog.js';
import './devices.css';

type Opened =
  | { readonly kind: 'edit'; readonly device: Device | null }
  | { readonly kind: 'revoke'; readonly device: Device }
  | { readonly kind: 'code'; readonly device: Device; readonly code: string };

/** 登记设备: every unit with its state, last sign of life and battery; enrol, rename, give, revoke. [DEV1] [DEV5] */
export function DevicesPanel({ site }: { site: Me['site'] }): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const now = useServerNow(connection.serverNow, 10_000);
  const devices = useEntityList('device').toSorted((a, b) => a.label.localeCompare(b.label));
  const [opened, setOpened] = useState<Opened | null>(null);
  const close = (): void => setOpened(null);
  const showCode = ({ device, code }: { device: Device; code: string }): void => {
    connection.entities.upsert('device', device);
    setOpened({ kind: 'code', device, code });
  };
  const newCode = async (device: Device): Promise<void> => {
    const issued = await tell(connection.call('identity:issue-device-code', { id: device.id }));
    if (issued) showCode(issued);
  };
  const revoke = async (device: Device): Promise<void> => {
    const revoked = await tell(connection.call('identity:revoke-device', { id: device.id }));
    if (!revoked) return;
    connection.entities.upsert('device', revoked);
    close();
  };
  return (
    <section className="p devices">
      <header className="ph">
        <h2>{t('devices.title')}</h2>
        <span className="sp" />
        <button type="button" className="btn pri" onClick={() => setOpened({ kind: 'edit', device: null })}>
          {t('devices.add')}
        </button>
      </header>
      {devices.length === 0 ? <p className="empty">{t('admin.none')}</p> : null}
      {devices.length > 0 ? (
        <div className="scroll">
          <table>
            <thead>
              <tr>
                {(['label', 'kind', 'officer', 'state', 'lastSeen', 'battery'] as const).map((column) => (
                  <th key={column}>{t(`devices.${column}`)}</th>
                ))}
                <th aria-label={t('admin.save')} />
              </tr>
            </thead>
            <tbody>
              {devices.map((device) => (
                <DeviceRow
                  key={device.id}
                  device={device}
                  now={now}
                  onCode={() => void newCode(device)}
                  onEdit={() => setOpened({ kind: 'edit', device })}
                  onRevoke={() => setOpened({ kind: 'revoke', device })}
                />
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      {opened?.kind === 'edit' ? <DeviceDialog device={opened.device} onAdded={showCode} onClose={close} /> : null}
      {opened?.kind === 'code' ? (
        <DeviceCodeDialog device={opened.device} code={opened.code} publicUrl={site.publicUrl} onClose={close} />
      ) : null}
      {opened?.kind === 'revoke' ? (
        <Dialog
          title={t('devices.revokeTitle', { label: opened.device.label })}
          submitText={t('admin.revoke')}
          onSubmit={() => void revoke(opened.device)}
          onClose={close}
        >
          <p>{t('devices.revokeText')}</p>
        </Dialog>
      ) : null}
    </section>
  );
}

function DeviceRow(props: {
  device: Device;
  now: number;
  onCode: () => void;
  onEdit: () => void;
  onRevoke: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { device, now } = props;
  const { lastSeenAt, batteryPercent, accountName } = device;
  return (
    <tr className={device.state === 'REVOKED' ? 'off' : ''}>
      <td>{device.label}</td>
      <td>{t(`devices.kinds.${device.kind}`)}</td>
      <td>{accountName ? inLanguage(accountName) : t('devices.pool')}</td>
      <td>
        <span className="tag">{t(`devices.states.${device.state}`)}</span>
      </td>
      <td className="n">
        {lastSeenAt ? t('conference.positionAge', { age: elapsed(now - Date.parse(lastSeenAt)) }) : t('devices.never')}
      </td>
      <td className="n">{batteryPercent === null ? '–' : `${batteryPercent} %`}</td>
      <td className="r">
        <button type="button" className="btn quiet" onClick={props.onCode}>
          {t('devices.newCode')}
        </button>
        <button type="button" className="btn quiet" onClick={props.onEdit}>
          {t('devices.edit')}
        </button>
        {device.state === 'REVOKED' ? null : (
          <button type="button" className="btn quiet" onClick={props.onRevoke}>
            {t('devices.revoke')}
          </button>
        )}
      </td>
    </tr>
  );
}
