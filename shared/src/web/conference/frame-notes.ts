import { useEffect, type RefObject } from 'react';

/** A frame that was presented. */
export interface FrameNote {
  /** When, ms of `performance.now()`. */
  readonly at: number;
  /** Position in the stream, seconds. */
  readonly mediaSeconds: number;
}

/** How long a moving picture may take for its next frame, ms: the smallest layer of a weak line sends few. */
const NEXT_WITHIN_MS = 1000;
/** Every frame need not be noted; the time of the last one is known this exactly, ms. */
const NOTE_EVERY_MS = 200;

const notes = new WeakMap<HTMLVideoElement, FrameNote>();
/** By track as well: a tile that is drawn anew shows the track from where it stands. */
const notesOfTracks = new WeakMap<MediaStreamTrack, FrameNote>();

/** The last frame noted of a video; undefined while none came. */
export function lastFrameOf(video: HTMLVideoElement): FrameNote | undefined {
  return notes.get(video);
}

/** [LADDER4] When the last frame of a track came, ms of the server's clock; null while none was seen on this page. */
export function lastFrameAt(track: MediaStreamTrack, serverNow: () => number): number | null {
  const at = frameTimeOf(track);
  return at === null ? null : serverNow() - (performance.now() - at);
}

/** When the last frame of a track came, ms of `performance.now()`; null while none was seen on this page. */
export function frameTimeOf(track: MediaStreamTrack): number | null {
  return notesOfTracks.get(track)?.at ?? null;
}

/** The next frame of a video; null when its picture stands. */
export function nextFrame(video: HTMLVideoElement): Promise<FrameNote | null> {
  if (!saysFrames(video)) return nextCounted(video);
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), NEXT_WITHIN_MS);
    video.requestVideoFrameCallback((_now, { mediaTime }) => {
      clearTimeout(timer);
      resolve({ at: performance.now(), mediaSeconds: mediaTime });
    });
  });
}

/** For a browser that does not say its frames: whether it counted another one meanwhile. */
async function nextCounted(video: HTMLVideoElement): Promise<FrameNote | null> {
  const before = video.getVideoPlaybackQuality().totalVideoFrames;
  await new Promise((resolve) => setTimeout(resolve, NEXT_WITHIN_MS));
  const moved = video.getVideoPlaybackQuality().totalVideoFrames > before;
  return moved ? { at: performance.now(), mediaSeconds: video.currentTime } : null;
}

/** Whether this browser says when a frame of a video comes. */
export function areFramesSaid(): boolean {
  return 'requestVideoFrameCallback' in HTMLVideoElement.prototype;
}

function saysFrames(video: HTMLVideoElement): boolean {
  return 'requestVideoFrameCallback' in video;
}

/** Keeps note of when the picture of a video last moved, as long as it shows this track. */
export function useFrameNotes(ref: RefObject<HTMLVideoElement | null>, track: MediaStreamTrack | null): void {
  useEffect(() => {
    const video = ref.current;
    if (!video || !track || !saysFrames(video)) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let handle = 0;
    const wait = (): void => {
      handle = video.requestVideoFrameCallback((_now, { mediaTime }) => {
        const note = { at: performance.now(), mediaSeconds: mediaTime };
        notes.set(video, note);
        notesOfTracks.set(track, note);
        timer = setTimeout(wait, NOTE_EVERY_MS);
      });
    };
    wait();
    return () => {
      clearTimeout(timer);
      video.cancelVideoFrameCallback(handle);
      notes.delete(video);
    };
  }, [ref, track]);
}
