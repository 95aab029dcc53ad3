import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { beijingTime } from '@haigang/shared/kernel/time';
import { spokenCode, type Device } from '@haigang/shared/features/identity/device.model';
import { useEntities } from '@haigang/shared/web/connection';
import { Dialog, Icon } from '@haigang/shared/web/ui';

/** The code that enrols a device, to be typed or scanned there, and the word when that has happened. [DEV2] */
export function DeviceCodeDialog(props: {
  device: Device;
  code: string;
  /** Address under which the device reaches the centre, where one is configured. */
  publicUrl: string | null;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { device, code, publicUrl, onClose } = props;
  const address = `${publicUrl ?? window.location.origin}/field/?kiosk`;
  const picture = useQrPicture(`${address}#enrol=${code}`);
  const now = useEntities((state) => state.device.get(device.id));
  const done = now?.state === 'ENROLLED' && now.codeExpiresAt === null;
  return (
    <Dialog title={t('devices.codeTitle', { label: device.label })} onClose={onClose}>
      {done ? (
        <p className="device-done" role="status">
          <Icon name="check" size={40} /> {t('devices.done')}
        </p>
      ) : (
        <div className="device-code">
          {picture ? <img src={picture} alt={t('devices.newCode')} width={220} height={220} /> : null}
          <div>
            <p className="code n">{spokenCode(code)}</p>
            <p>
              {t('devices.codeText', {
                address,
                time: device.codeExpiresAt ? beijingTime(Date.parse(device.codeExpiresAt)) : '',
              })}
            </p>
          </div>
        </div>
      )}
    </Dialog>
  );
}

/** The picture is made in this page, so that the code goes nowhere else. */
function useQrPicture(text: string): string | null {
  const [picture, setPicture] = useState<string | null>(null);
  useEffect(() => {
    let gone = false;
    void import('qrcode')
      .then((qrcode) => qrcode.toDataURL(text, { margin: 2, width: 440 }))
      .then((made) => {
        if (!gone) setPicture(made);
      });
    return () => {
      gone = true;
    };
  }, [text]);
  return picture;
}
