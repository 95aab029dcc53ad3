import { drawFrame, participantOfVideo, shownVideos } from '../conference/index.js';

/** A frame as it was at the press of the button, at the full size of the stream. */
export interface Frame {
  /** Null for this page's own camera. */
  readonly participantId: string | null;
  readonly canvas: HTMLCanvasElement;
  /** Position in the stream, seconds. */
  readonly mediaSeconds: number;
  /** When this page showed it, ms of the page's clock. */
  readonly at: number;
}

/** A picture that stands still sends no frame; after this time what is shown is taken, milliseconds. */
const FRAME_WAIT_MS = 250;

/** Every participant's picture on this page, one's own among them, largest first. */
export function liveVideos(): HTMLVideoElement[] {
  return shownVideos('figure[data-participant] video, figure.self video');
}

/** Takes the next frame of a video. */
export async function takeFrame(video: HTMLVideoElement): Promise<Frame> {
  const mediaSeconds = await nextFrame(video);
  return { participantId: participantOfVideo(video), canvas: drawFrame(video), mediaSeconds, at: Date.now() };
}

function nextFrame(video: HTMLVideoElement): Promise<number> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(video.currentTime), FRAME_WAIT_MS);
    if (!('requestVideoFrameCallback' in video)) return;
    video.requestVideoFrameCallback((_now, frame) => {
      clearTimeout(timer);
      resolve(frame.mediaTime);
    });
  });
}

/** The frame without loss. */
export function frameBlob(frame: Frame): Promise<Blob> {
  return new Promise((resolve, reject) => {
    frame.canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the frame is empty'))), 'image/png');
  });
}
