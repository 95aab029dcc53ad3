import type { PictureSource } from '../../features/conference/conference.protocol.js';

/** Widths and qualities to try, best first, until a still fits its size; letters on a screen need width before all. */
const FACES = [
  { width: 640, quality: 0.6 },
  { width: 480, quality: 0.5 },
  { width: 320, quality: 0.5 },
  { width: 320, quality: 0.3 },
  { width: 240, quality: 0.2 },
] as const;
const SCREENS = [
  { width: 1280, quality: 0.4 },
  { width: 960, quality: 0.3 },
  { width: 800, quality: 0.25 },
  ...FACES,
] as const;

/** One JPEG of what a camera or screen shows now, at most `maxBytes`, in base64; null when there is no picture yet or none fits. */
export async function takeStill(
  track: MediaStreamTrack,
  source: PictureSource,
  maxBytes: number,
): Promise<string | null> {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.srcObject = new MediaStream([track]);
  try {
    await video.play();
    if (video.videoWidth === 0) return null;
    for (const { width, quality } of source === 'screen' ? SCREENS : FACES) {
      const still = await draw(video, width, quality);
      if (still && still.size <= maxBytes) return await toBase64(still);
    }
    return null;
  } finally {
    video.srcObject = null;
  }
}

function draw(video: HTMLVideoElement, width: number, quality: number): Promise<Blob | null> {
  const canvas = document.createElement('canvas');
  canvas.width = Math.min(width, video.videoWidth);
  canvas.height = Math.round((canvas.width * video.videoHeight) / video.videoWidth);
  canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
}

async function toBase64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
