import { every } from '../../kernel/every.js';
import type { Facing } from './device-choice.js';
import { openTrack, type LocalMedia } from './local-media.js';

export type LocalKind = 'camera' | 'microphone';

/** How often a track that was taken is asked for again while the page is seen, ms. */
const ASK_EVERY_MS = 3000;

export interface TrackCareOptions {
  readonly media: LocalMedia;
  readonly facing: Facing;
  /** The tracks that carry nothing now: silenced by the system (`mute`) or ended by it. */
  readonly onInterrupted: (kinds: readonly LocalKind[]) => void;
  /** While another device takes a track's place: what ended then was ended on purpose. */
  readonly isReplacing: () => boolean;
  /** An ended track was opened again; the care for these is over and begins anew with it. */
  readonly onReopened: (kind: LocalKind, track: MediaStreamTrack) => void;
}

/**
 * Looks after the page's own tracks. [NET7] A phone call or another app silences a microphone or takes it away: one that
 * is silenced comes back by itself, one that ended is opened again as soon as the system gives it. Returns the way to
 * end the care.
 */
export function careForTracks(options: TrackCareOptions): () => void {
  const { media, facing, isReplacing, onInterrupted, onReopened } = options;
  const abort = new AbortController();
  const { signal } = abort;
  let opening = false;
  const tracks = (): [LocalKind, MediaStreamTrack][] =>
    (['camera', 'microphone'] as const).flatMap((kind) => (media[kind] ? [[kind, media[kind]]] : []));
  const ended = (): LocalKind[] => tracks().flatMap(([kind, { readyState }]) => (readyState === 'ended' ? [kind] : []));

  const reopen = async (): Promise<void> => {
    const [kind] = ended();
    if (kind === undefined || opening || isReplacing() || document.visibilityState === 'hidden') return;
    opening = true;
    const track = await openTrack(kind, facing).catch(() => null);
    opening = false;
    if (track === null) return;
    if (signal.aborted) track.stop();
    else onReopened(kind, track);
  };
  const judge = (): void => {
    onInterrupted(tracks().flatMap(([kind, track]) => (track.muted || track.readyState === 'ended' ? [kind] : [])));
    void reopen();
  };

  for (const [, track] of tracks()) {
    for (const event of ['mute', 'unmute', 'ended']) track.addEventListener(event, judge, { signal });
  }
  document.addEventListener('visibilitychange', () => void reopen(), { signal });
  navigator.mediaDevices.addEventListener('devicechange', () => void reopen(), { signal });
  const stopAsking = every(ASK_EVERY_MS, () => void reopen());
  judge();
  return () => {
    abort.abort();
    stopAsking();
  };
}
