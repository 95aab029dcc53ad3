import type { TestPage } from './browser.js';

interface Watched {
  readonly haigangTracks: MediaStreamTrack[];
}

/** Counts what the page opens of camera, microphone and screen; from the next load of the page on. */
export async function watchLocalTracks({ page }: TestPage): Promise<{
  /** Kinds of the tracks that are open now, in order. */
  open: () => Promise<string[]>;
  /** How many have been opened since the page was loaded, whatever became of them. */
  everOpened: () => Promise<number>;
}> {
  await page.addInitScript(() => {
    if ('haigangTracks' in window) return;
    const tracks: MediaStreamTrack[] = [];
    Object.assign(window, { haigangTracks: tracks });
    const { mediaDevices } = navigator;
    for (const name of ['getUserMedia', 'getDisplayMedia'] as const) {
      const opens = mediaDevices[name].bind(mediaDevices);
      mediaDevices[name] = async (wanted) => {
        const stream = await opens(wanted);
        tracks.push(...stream.getTracks());
        return stream;
      };
    }
  });
  return {
    open: () =>
      page.evaluate(() =>
        (window as unknown as Watched).haigangTracks
          .filter(({ readyState }) => readyState === 'live')
          .map(({ kind }) => kind)
          .sort(),
      ),
    everOpened: () => page.evaluate(() => (window as unknown as Watched).haigangTracks.length),
  };
}
