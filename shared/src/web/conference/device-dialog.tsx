import './device.css';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { Dialog, Icon, tell } from '../ui/index.js';
import { choose, deviceChoice, deviceConstraint, type DeviceRole, type Facing } from './device-choice.js';
import { LevelMeter } from './level-meter.js';
import { offersSpeakers } from './sound-output.js';
import { useAttachedTrack } from './use-attached-track.js';
import { useDevices } from './use-devices.js';
import type { PreparedMedia } from './use-local-media.js';

const KIND_OF: Readonly<Record<DeviceRole, MediaDeviceKind>> = {
  camera: 'videoinput',
  microphone: 'audioinput',
  speaker: 'audiooutput',
};

/** [MEDIA7] Opens the dialog of camera, microphone and speaker, before and during a call. */
export function DeviceButton(props: {
  prepared: PreparedMedia;
  className?: string;
  /** Before a call: opens camera and microphone for as long as the dialog stands, the camera that looks this way. */
  opens?: Facing;
  /** Its sign alone, where there is room for no more. */
  compact?: boolean;
  /** Below the devices, what else is set here. */
  children?: ReactNode;
}): ReactNode {
  const { t } = useTranslation();
  const { prepared, className = 'btn', opens, compact = false, children } = props;
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className={className} title={t('localDevice.title')} onClick={() => setOpen(true)}>
        <Icon name="sliders" /> {compact ? <span className="sr">{t('localDevice.open')}</span> : t('localDevice.open')}
      </button>
      {open ? <DeviceDialog {...{ prepared, opens, children }} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

/** What is picked here takes effect at once: the picture and the level show it. */
function DeviceDialog(props: {
  prepared: PreparedMedia;
  opens: Facing | undefined;
  onClose: () => void;
  children: ReactNode;
}): ReactNode {
  const { t } = useTranslation();
  const { prepared, opens, onClose, children } = props;
  useOpenMeanwhile(prepared, opens);
  const { media, facing, pick } = prepared;
  const devices = useDevices(media);
  const video = useAttachedTrack<HTMLVideoElement>(media?.camera ?? null);
  return (
    <Dialog title={t('localDevice.title')} onClose={onClose}>
      <figure className="device-preview">
        {media?.camera ? (
          <video
            ref={video}
            className={facing === 'user' ? 'mirrored' : ''}
            aria-label={t('localDevice.preview')}
            {...{ autoPlay: true, playsInline: true, muted: true }}
          />
        ) : (
          <span className="t2">{t('conference.noVideo')}</span>
        )}
      </figure>
      <DevicePicker role="camera" devices={devices} onPick={(camera) => void pick('camera', { camera })} />
      <DevicePicker
        role="microphone"
        devices={devices}
        onPick={(microphone) => void pick('microphone', { microphone })}
      />
      <LevelMeter track={media?.microphone ?? null} />
      <SoundChoices prepared={prepared} devices={devices} />
      <p className="t2">{t('localDevice.kept')}</p>
      {children ? <div className="row device-further">{children}</div> : null}
    </Dialog>
  );
}

/** What was open before stays open after; what the dialog opened is let go of. */
function useOpenMeanwhile({ media, open, release }: PreparedMedia, opens: Facing | undefined): void {
  const wasOpen = useRef(media !== null);
  useEffect(() => {
    if (opens === undefined || wasOpen.current) return undefined;
    void tell(open(opens));
    return release;
  }, [opens, open, release]);
}

/** Noise suppression, and the speaker where the browser lets one choose it. */
function SoundChoices(props: { prepared: PreparedMedia; devices: readonly MediaDeviceInfo[] }): ReactNode {
  const { t } = useTranslation();
  const { prepared, devices } = props;
  const { noiseSuppression } = useStore(deviceChoice);
  return (
    <>
      <label className="row device-toggle">
        <input
          type="checkbox"
          checked={noiseSuppression}
          onChange={({ target }) => void prepared.pick('microphone', { noiseSuppression: target.checked })}
        />
        {t('localDevice.noiseSuppression')}
      </label>
      {offersSpeakers() ? (
        <DevicePicker role="speaker" devices={devices} onPick={(speaker) => choose({ speaker })} />
      ) : null}
    </>
  );
}

/** [MEDIA7] Camera, microphone and sound, on a page that shows picture and level itself. */
export function DevicePickers({ prepared }: { prepared: PreparedMedia }): ReactNode {
  const { media, pick } = prepared;
  const devices = useDevices(media);
  return (
    <div className="device-pickers">
      <DevicePicker role="camera" devices={devices} onPick={(camera) => void pick('camera', { camera })} />
      <DevicePicker
        role="microphone"
        devices={devices}
        onPick={(microphone) => void pick('microphone', { microphone })}
      />
      <SoundChoices prepared={prepared} devices={devices} />
    </div>
  );
}

function DevicePicker(props: {
  role: DeviceRole;
  devices: readonly MediaDeviceInfo[];
  onPick: (device: { deviceId: string; label: string } | null) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { role, devices, onPick } = props;
  const picked = useStore(deviceChoice, (choice) => choice[role]);
  // Chromium lists the system's own choice as a device of this id.
  const found = devices.filter(({ kind, deviceId }) => kind === KIND_OF[role] && deviceId !== 'default');
  const listed = found.filter(({ deviceId }) => deviceId !== '');
  const { exact } = deviceConstraint(found, picked) ?? {};
  return (
    <label className="device-picker">
      <span>{t(`localDevice.${role}`)}</span>
      <select
        name={role}
        value={typeof exact === 'string' ? exact : ''}
        onChange={({ target }) => {
          const device = listed.find(({ deviceId }) => deviceId === target.value);
          onPick(device ? { deviceId: device.deviceId, label: device.label } : null);
        }}
      >
        <option value="">{t('localDevice.systemDefault')}</option>
        {listed.map(({ deviceId, label }) => (
          <option key={deviceId} value={deviceId}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}
