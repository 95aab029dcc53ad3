import { AppError } from '../../kernel/errors.js';
import { deviceChoice, deviceConstraint, type Facing } from './device-choice.js';

export interface LocalMedia {
  readonly camera: MediaStreamTrack | null;
  readonly microphone: MediaStreamTrack | null;
  /** Why a track is missing, as the browser names it (`NotAllowedError`, `NotFoundError` …). */
  readonly problem: string | null;
}

/** Camera 1280×720@30 and one cleaned-up microphone. */
const CAMERA: MediaTrackConstraints = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };
const MICROPHONE: MediaTrackConstraints = { echoCancellation: true, autoGainControl: true };

/** [MEDIA7] As this browser's person picked, else as the page asks. */
async function constraints(facing: Facing): Promise<{ video: MediaTrackConstraints; audio: MediaTrackConstraints }> {
  const { camera, microphone, noiseSuppression } = deviceChoice.getState();
  const devices = camera || microphone ? await navigator.mediaDevices.enumerateDevices() : [];
  const of = (kind: MediaDeviceKind): MediaDeviceInfo[] => devices.filter((device) => device.kind === kind);
  const cameraId = deviceConstraint(of('videoinput'), camera);
  const microphoneId = deviceConstraint(of('audioinput'), microphone);
  return {
    video: { ...CAMERA, ...(cameraId ? { deviceId: cameraId } : { facingMode: facing }) },
    audio: { ...MICROPHONE, noiseSuppression, ...(microphoneId ? { deviceId: microphoneId } : {}) },
  };
}

/**
 * Opens camera and microphone; when one fails the other is still tried, sound first, since it matters more. Rejects
 * only where the browser has no media devices at all (no HTTPS, embedded webview): `media.no-devices`.
 */
export async function openLocalMedia(facing: Facing): Promise<LocalMedia> {
  // The DOM types claim it is always there; over plain HTTP and in webviews it is not.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices) {
    throw new AppError('unavailable', 'media.no-devices', 'this browser gives no access to camera and microphone');
  }
  const wanted = await constraints(facing);
  try {
    const stream = await devices.getUserMedia(wanted);
    return {
      camera: stream.getVideoTracks()[0] ?? null,
      microphone: stream.getAudioTracks()[0] ?? null,
      problem: null,
    };
  } catch (failure) {
    const problem = failure instanceof Error ? failure.name : String(failure);
    const alone = async (only: MediaStreamConstraints): Promise<MediaStreamTrack | null> => {
      const stream = await devices.getUserMedia(only).catch(() => null);
      return stream?.getTracks()[0] ?? null;
    };
    const microphone = await alone({ audio: wanted.audio });
    // Whatever failed was the microphone, or both: only then is the camera worth another question.
    const camera = microphone ? null : await alone({ video: wanted.video });
    return { camera, microphone, problem };
  }
}

/** Opens one of the two again. Rejects as the browser does. */
export async function openTrack(kind: 'camera' | 'microphone', facing: Facing): Promise<MediaStreamTrack | null> {
  const { video, audio } = await constraints(facing);
  const stream = await navigator.mediaDevices.getUserMedia(kind === 'camera' ? { video } : { audio });
  return stream.getTracks()[0] ?? null;
}

/**
 * Opens those of the two that are missing, and gives these alone. Never rejects: `problem` says why the last that failed is still missing, and is
 * null where nothing is.
 */
export async function openMissing(media: LocalMedia, facing: Facing): Promise<LocalMedia> {
  const missing = (['microphone', 'camera'] as const).filter((kind) => media[kind] === null);
  let result: LocalMedia = { camera: null, microphone: null, problem: null };
  for (const kind of missing) {
    try {
      result = { ...result, [kind]: await openTrack(kind, facing) };
    } catch (failure) {
      result = { ...result, problem: failure instanceof Error ? failure.name : String(failure) };
    }
  }
  return result;
}

/**
 * Opens the camera that looks the other way; where cameras do not say which way they look, the next one after
 * `currentId`. Rejects as the browser does.
 */
export async function openTurnedCamera(
  facing: Facing,
  currentId: string | undefined,
): Promise<MediaStreamTrack | null> {
  const { mediaDevices } = navigator;
  const open = async (which: MediaTrackConstraints): Promise<MediaStreamTrack | null> => {
    const stream = await mediaDevices.getUserMedia({ video: { ...CAMERA, ...which } });
    return stream.getVideoTracks()[0] ?? null;
  };
  try {
    return await open({ facingMode: { exact: facing } });
  } catch (failure) {
    const cameras = (await mediaDevices.enumerateDevices()).filter(({ kind }) => kind === 'videoinput');
    const next = cameras[(cameras.findIndex(({ deviceId }) => deviceId === currentId) + 1) % cameras.length];
    if (!next) throw failure;
    return open({ deviceId: { exact: next.deviceId } });
  }
}

export function stopLocalMedia(media: LocalMedia | null): void {
  media?.camera?.stop();
  media?.microphone?.stop();
}
