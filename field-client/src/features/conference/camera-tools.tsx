import './camera-tools.css';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '@haigang/shared/features/identity/identity.protocol';
import {
  DeviceButton,
  ScreenButton,
  useDevices,
  type ConferenceClient,
  type ConferenceState,
  type PreparedMedia,
} from '@haigang/shared/web/conference';
import { Icon, LanguageButton, notify } from '@haigang/shared/web/ui';

/** [MEDIA7] During a call: the other camera, the torch, the screen of an expert, all devices; what is offered only. */
export function CameraTools(props: {
  me: Me;
  prepared: PreparedMedia;
  seat: ConferenceClient | null;
  state: ConferenceState;
}): ReactNode {
  const { t } = useTranslation();
  const { me, prepared, seat, state } = props;
  const [turning, setTurning] = useState(false);
  const cameras = useDevices(prepared.media).filter(({ kind }) => kind === 'videoinput');
  const camera = prepared.media?.camera ?? null;
  const turn = async (): Promise<void> => {
    setTurning(true);
    await prepared.turn();
    setTurning(false);
  };
  return (
    <div className="camera-tools">
      {camera && cameras.length > 1 ? (
        <button type="button" className="btn" disabled={turning} onClick={() => void turn()}>
          <Icon name="flip" size={22} /> {t('localDevice.turn')}
        </button>
      ) : null}
      <TorchButton camera={camera} />
      {isExpert(me) ? <ScreenButton seat={state.phase === 'ended' ? null : seat} sharing={state.sharing} /> : null}
      <DeviceButton prepared={prepared}>
        <LanguageButton />
        {isExpert(me) ? (
          <a className="btn" href={lineTestOf(me)} target="_blank" rel="noreferrer">
            {t('lineTest.link')}
          </a>
        ) : null}
      </DeviceButton>
    </div>
  );
}

/** An expert sits at a computer with pictures to show; an officer's phone has the case before its camera. */
function isExpert({ principal }: Me): boolean {
  return principal.roles.includes('internal-expert') || principal.roles.includes('external-expert');
}

/** [REACH4] A guest is known by his link's cookie, an expert of the house by his account's. */
function lineTestOf({ principal }: Me): string {
  return principal.kind === 'guest' ? '/field/test?expert' : '/field/test';
}

/** Browsers without `getCapabilities` know of no lamp. */
function offersTorch(camera: MediaStreamTrack): boolean {
  return 'getCapabilities' in camera && 'torch' in camera.getCapabilities();
}

/** The lamp beside the back camera; not in the DOM types, offered by Android. */
function TorchButton({ camera }: { camera: MediaStreamTrack | null }): ReactNode {
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
  return (
    <button type="button" className="btn" aria-pressed={lit} onClick={() => void press()}>
      <Icon name="torch" size={22} /> {t('localDevice.torch')}
    </button>
  );
}
