import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EnrolledKind, type Device } from '@haigang/shared/features/identity/device.model';
import { useConnection, useEntityList } from '@haigang/shared/web/connection';
import { inLanguage } from '@haigang/shared/web/i18n';
import { Dialog, Field, Select, tell } from '@haigang/shared/web/ui';

const POOL = '';

/** A new device, or the name of a known one and who carries it. */
export function DeviceDialog(props: {
  device: Device | null;
  onAdded: (added: { device: Device; code: string }) => void;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { device, onAdded, onClose } = props;
  const connection = useConnection();
  const officers = useEntityList('account').filter((one) => one.roles.includes('officer') && !one.disabled);
  const [label, setLabel] = useState(device?.label ?? '');
  const [kind, setKind] = useState<EnrolledKind>(device?.kind ?? 'body-worn');
  const [accountId, setAccountId] = useState(device?.accountId ?? POOL);
  const [busy, setBusy] = useState(false);
  const carried = accountId === POOL ? null : accountId;
  const add = async (): Promise<void> => {
    const added = await tell(connection.call('identity:add-device', { label: label.trim(), kind, accountId: carried }));
    if (added) onAdded(added);
  };
  const change = async (known: Device): Promise<void> => {
    const changed = await tell(
      connection.call('identity:update-device', {
        ...{ id: known.id, revision: known.revision, label: label.trim(), accountId: carried },
      }),
    );
    if (!changed) return;
    connection.entities.upsert('device', changed);
    onClose();
  };
  const save = async (): Promise<void> => {
    setBusy(true);
    await (device ? change(device) : add());
    setBusy(false);
  };
  return (
    <Dialog
      title={device ? t('devices.edit') : t('devices.add')}
      submitText={device ? t('admin.save') : t('devices.newCode')}
      busy={busy}
      canSubmit={label.trim() !== ''}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      <Field label={t('devices.label')} name="label" value={label} onChange={setLabel} maxLength={40} />
      {device ? null : (
        <Select
          label={t('devices.kind')}
          value={kind}
          onChange={(value) => setKind(EnrolledKind.parse(value))}
          options={EnrolledKind.options.map((one) => [one, t(`devices.kinds.${one}`)])}
        />
      )}
      <Select
        label={t('devices.officer')}
        value={accountId}
        onChange={setAccountId}
        options={[
          [POOL, t('devices.pool')],
          ...officers.map((one): [string, string] => [one.id, inLanguage(one.name)]),
        ]}
      />
    </Dialog>
  );
}
