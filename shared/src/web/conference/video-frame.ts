/** The videos that these selectors find and that show a picture now, the largest on the page first. */
export function shownVideos(selectors: string): HTMLVideoElement[] {
  const area = (video: HTMLVideoElement): number => video.clientWidth * video.clientHeight;
  return [...document.querySelectorAll<HTMLVideoElement>(selectors)]
    .filter((video) => video.videoWidth > 0)
    .sort((a, b) => area(b) - area(a));
}

/** Whose picture a video shows; null for this page's own. */
export function participantOfVideo(video: HTMLVideoElement): string | null {
  return video.closest<HTMLElement>('figure[data-participant]')?.dataset['participant'] ?? null;
}

/** The frame a video shows now, at the full size of its stream. */
export function drawFrame(video: HTMLVideoElement): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  return canvas;
}
