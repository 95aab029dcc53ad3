import { AppError } from '../../kernel/errors.js';

export type Facing = 'user' | 'environment';

export interface LocalMedia {
  readonly camera: MediaStreamTrack | null;
  readonly microphone: MediaStreamTrack | null;
  /** Why a track is missing, as the browser names it (`NotAllowedError`, `NotFoundError` …). */
  readonly problem: string | null;
}

/** Camera 1280×720@30 and one cleaned-up microphone. */
const CAMERA: MediaTrackConstraints = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };
const MICROPHONE: MediaTrackConstraints = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

/**
 * Opens camera and microphone; when the camera fails the microphone is still tried, since sound matters more. Rejects
 * only where the browser has no media devices at all (no HTTPS, embedded webview): `media.no-devices`.
 */
export async function openLocalMedia(facing: Facing): Promise<LocalMedia> {
  // The DOM types claim it is always there; over plain HTTP and in webviews it is not.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices) {
    throw new AppError('unavailable', 'media.no-devices', 'this browser gives no access to camera and microphone');
  }
  try {
    const stream = await devices.getUserMedia({ video: { ...CAMERA, facingMode: facing }, audio: MICROPHONE });
    return {
      camera: stream.getVideoTracks()[0] ?? null,
      microphone: stream.getAudioTracks()[0] ?? null,
      problem: null,
    };
  } catch (failure) {
    const problem = failure instanceof Error ? failure.name : String(failure);
    const stream = await devices.getUserMedia({ audio: MICROPHONE }).catch(() => null);
    return { camera: null, microphone: stream?.getAudioTracks()[0] ?? null, problem };
  }
}

/** Opens one of the two again. Rejects as the browser does. */
export async function openTrack(kind: 'camera' | 'microphone', facing: Facing): Promise<MediaStreamTrack | null> {
  const wanted = kind === 'camera' ? { video: { ...CAMERA, facingMode: facing } } : { audio: MICROPHONE };
  const stream = await navigator.mediaDevices.getUserMedia(wanted);
  return stream.getTracks()[0] ?? null;
}

export function stopLocalMedia(media: LocalMedia | null): void {
  media?.camera?.stop();
  media?.microphone?.stop();
}
