import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { notify } from '../ui/index.js';
import { choose, deviceChoice, type DeviceChoice, type Facing } from './device-choice.js';
import {
  openLocalMedia,
  openMissing,
  openTrack,
  openTurnedCamera,
  stopLocalMedia,
  type LocalMedia,
} from './local-media.js';
import { careForTracks, type LocalKind } from './track-care.js';

export interface PreparedMedia {
  readonly media: LocalMedia | null;
  /** Which way the camera looks; only a front camera's picture is shown mirrored. */
  readonly facing: Facing;
  /** Tracks the system has silenced or taken; they come back by themselves. */
  readonly interrupted: readonly LocalKind[];
  /** Opens them unless they are open. Rejects as `openLocalMedia`. */
  readonly open: (facing: Facing) => Promise<void>;
  /** [MEDIA18] Opens those of the two that are missing, if any are; `media` says what still is, and why. */
  readonly complete: () => Promise<void>;
  /** [MEDIA7] Picks a device for one of the two, now and later; what cannot be opened is said and left. */
  readonly pick: (kind: LocalKind, picked: Partial<DeviceChoice>) => Promise<void>;
  /** [MEDIA7] Turns to the camera that looks the other way. */
  readonly turn: () => Promise<void>;
  readonly release: () => void;
}

/** The page's camera and microphone: opened once, kept over ringing and call, stopped when released or unmounted. */
export function useLocalMedia(): PreparedMedia {
  const { t } = useTranslation();
  const [media, setMedia] = useState<LocalMedia | null>(null);
  const held = useRef<LocalMedia | null>(null);
  const [interrupted, setInterrupted] = useState<readonly LocalKind[]>([]);
  const [facing, setFacing] = useState<Facing>('user');
  const asked = useRef<Facing>('user');
  const opening = useRef<Promise<void> | null>(null);
  const replacing = useRef(false);
  const set = useCallback((next: LocalMedia) => {
    held.current = next;
    setMedia(next);
    setFacing(facingOf(next.camera, asked.current));
  }, []);
  const open = useCallback(
    (wanted: Facing) => {
      if (held.current) return Promise.resolve();
      if (opening.current) return opening.current;
      asked.current = deviceChoice.getState().facing ?? wanted;
      const mine: Promise<void> = openLocalMedia(asked.current)
        .then((opened) => {
          // [LIFE4] Released while the person was still asked: nobody holds it.
          if (opening.current === mine) set(opened);
          else stopLocalMedia(opened);
        })
        .finally(() => {
          if (opening.current === mine) opening.current = null;
        });
      opening.current = mine;
      return mine;
    },
    [set],
  );
  const replace = useCallback(
    async (kind: LocalKind, openAnew: (before: MediaStreamTrack | null) => Promise<MediaStreamTrack | null>) => {
      if (!held.current || replacing.current) return false;
      replacing.current = true;
      const before = held.current[kind];
      try {
        // A phone opens one camera at a time.
        before?.stop();
        const track = await openAnew(before);
        const now = heldNow(held);
        if (now) {
          now[kind]?.stop();
          set({ ...now, [kind]: track });
        } else track?.stop();
        return true;
      } catch {
        notify(t('localDevice.notOpened'));
        return false;
      } finally {
        replacing.current = false;
      }
    },
    [set, t],
  );
  const pick = useCallback(
    async (kind: LocalKind, picked: Partial<DeviceChoice>) => {
      const before = deviceChoice.getState();
      choose(picked);
      const again = (): Promise<MediaStreamTrack | null> => openTrack(kind, asked.current);
      // One that cannot be opened is not kept, and the one before is opened by the care for the tracks.
      if (held.current && !(await replace(kind, again))) choose(before);
    },
    [replace],
  );
  const complete = useCallback(async () => {
    const before = held.current;
    if (!before || (before.camera && before.microphone) || replacing.current) return;
    replacing.current = true;
    try {
      const found = await openMissing(before, asked.current);
      const now = heldNow(held);
      if (!now) stopLocalMedia(found);
      else {
        const { camera, microphone } = now;
        set({ camera: camera ?? found.camera, microphone: microphone ?? found.microphone, problem: found.problem });
      }
    } finally {
      replacing.current = false;
    }
  }, [set]);
  const turn = useCallback(async () => {
    const next: Facing = facing === 'user' ? 'environment' : 'user';
    await replace('camera', async (before) => {
      const track = await openTurnedCamera(next, before?.getSettings().deviceId);
      asked.current = next;
      choose({ facing: next, camera: pickedWithoutFacing(track) });
      return track;
    });
  }, [facing, replace]);
  const release = useCallback(() => {
    opening.current = null;
    stopLocalMedia(held.current);
    held.current = null;
    setMedia(null);
  }, []);
  useEffect(() => release, [release]);
  useEffect(() => {
    if (!media) return undefined;
    const end = careForTracks({
      ...{ media, facing: asked.current },
      isReplacing: () => replacing.current,
      onInterrupted: setInterrupted,
      onReopened: (kind, track) => {
        // [MEDIA10] A pulled one is followed by another, and its person hears which.
        if (track.label !== media[kind]?.label) notify(t(`localDevice.${kind}Instead`, { name: track.label }));
        set({ ...media, [kind]: track });
      },
    });
    return () => {
      end();
      setInterrupted([]);
    };
  }, [media, set, t]);
  const waits = media !== null && !(media.camera && media.microphone) && media.problem !== 'NotAllowedError';
  useEffect(() => {
    if (!waits) return undefined;
    const plugged = (): void => void complete();
    navigator.mediaDevices.addEventListener('devicechange', plugged);
    return () => navigator.mediaDevices.removeEventListener('devicechange', plugged);
  }, [waits, complete]);
  return { media, facing, interrupted, open, complete, pick, turn, release };
}

/** Asked after a wait, when the media may have been released. */
function heldNow(held: RefObject<LocalMedia | null>): LocalMedia | null {
  return held.current;
}

function facingOf(camera: MediaStreamTrack | null, asked: Facing): Facing {
  const said = camera?.getSettings().facingMode;
  return said === 'user' || said === 'environment' ? said : asked;
}

/** A camera that does not say which way it looks can be found again by its id alone. */
function pickedWithoutFacing(track: MediaStreamTrack | null): DeviceChoice['camera'] {
  const { deviceId, facingMode } = track?.getSettings() ?? {};
  return track && deviceId !== undefined && facingMode === undefined ? { deviceId, label: track.label } : null;
}
