import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDevices, type PreparedMedia } from '@haigang/shared/web/conference';
import { Icon, notify } from '@haigang/shared/web/ui';

/** [MEDIA7] The other camera, where the device has one. `iconOnly`: on a unit, whose picture has room for no words. */
export function TurnButton({ prepared, iconOnly = false }: { prepared: PreparedMedia; iconOnly?: boolean }): ReactNode {
  const { t } = useTranslation();
  const [turning, setTurning] = useState(false);
  const cameras = useDevices(prepared.media).filter(({ kind }) => kind === 'videoinput');
  if (!prepared.media?.camera || cameras.length < 2) return null;
  const turn = async (): Promise<void> => {
    setTurning(true);
    await prepared.turn();
    setTurning(false);
  };
  const text = t('localDevice.turn');
  return (
    <button type="button" className="btn" disabled={turning} aria-label={text} onClick={() => void turn()}>
      <Icon name="flip" size={iconOnly ? 36 : 22} /> {iconOnly ? null : text}
    </button>
  );
}

/** Browsers without `getCapabilities` know of no lamp. */
function offersTorch(camera: MediaStreamTrack): boolean {
  return 'getCapabilities' in camera && 'torch' in camera.getCapabilities();
}

/** The lamp beside the back camera; not in the DOM types, offered by Android. */
export function TorchButton({
  camera,
  iconOnly = false,
}: {
  camera: MediaStreamTrack | null;
  iconOnly?: boolean;
}): ReactNode {
  const { t } = useTranslation();
  const [lit, setLit] = useState(false);
  // Another camera begins with its lamp off.
  useEffect(() => setLit(false), [camera]);
  if (!camera || !offersTorch(camera)) return null;
  const press = async (): Promise<void> => {
    const advanced: MediaTrackConstraintSet[] = [{ torch: !lit } as MediaTrackConstraintSet];
    try {
      await camera.applyConstraints({ advanced });
      setLit(!lit);
    } catch {
      notify(t('localDevice.torchRefused'));
    }
  };
  const text = t('localDevice.torch');
  return (
    <button type="button" className="btn" aria-pressed={lit} aria-label={text} onClick={() => void press()}>
      <Icon name="torch" size={iconOnly ? 36 : 22} /> {iconOnly ? null : text}
    </button>
  );
}
