import type { Scope } from '../../kernel/scope.js';
import type { PauseCause } from '../../features/conference/conference.protocol.js';
import type { LocalMedia } from './local-media.js';
import type { LocalKind } from './track-care.js';

/**
 * A phone whose page is out of sight gives no picture, only the last frame; a desk whose window is covered goes on. The
 * pointer tells them apart well enough, and a wrong guess costs a picture nobody films.
 */
const FILMS_ONLY_IN_SIGHT = '(pointer: coarse)';

/** Why a source of this page carries nothing now; null while it does. Switched off comes before everything else. */
export function pauseCauseOf(
  source: LocalKind,
  now: { readonly on: boolean; readonly hidden: boolean; readonly interrupted: boolean },
): PauseCause | null {
  if (!now.on) return 'off';
  if (source === 'camera' && now.hidden) return 'hidden';
  return now.interrupted ? 'interrupted' : null;
}

/** [MEDIA15] What the switches of a page say of its tracks; asked anew at every step of sending one. */
export interface SendingSwitches {
  readonly causeOf: (source: LocalKind) => PauseCause | null;
  /** The source is sent, or another track of it; `told` is what the centre heard with it, absent where it heard nothing. */
  readonly onSent: (source: LocalKind, told?: PauseCause | null) => void;
}

export interface TracksInSight {
  readonly hidden: () => boolean;
  /** Whether the system has silenced or ended the track of that source. */
  readonly isInterrupted: (source: LocalKind) => boolean;
  /** These are the page's tracks now; nothing is announced by it. */
  readonly follow: (local: LocalMedia) => void;
}

/** [NET7] [NET8] Watches the page's visibility and its own tracks until `scope` ends; `changed` hears what may have changed. */
export function watchSight(scope: Scope, changed: (source: LocalKind) => void): TracksInSight {
  const pauses = matchMedia(FILMS_ONLY_IN_SIGHT);
  const abort = new AbortController();
  scope.defer(() => abort.abort());
  document.addEventListener('visibilitychange', () => changed('camera'), { signal: abort.signal });
  let tracks: { readonly local: LocalMedia; readonly abort: AbortController } | null = null;
  const follow = (local: LocalMedia): void => {
    tracks?.abort.abort();
    tracks = { local, abort: new AbortController() };
    const signal = AbortSignal.any([tracks.abort.signal, abort.signal]);
    for (const source of ['camera', 'microphone'] as const) {
      for (const event of ['mute', 'unmute', 'ended']) {
        local[source]?.addEventListener(event, () => changed(source), { signal });
      }
    }
  };
  return {
    hidden: () => pauses.matches && document.visibilityState === 'hidden',
    isInterrupted: (source) => {
      const track = tracks?.local[source];
      return track ? track.muted || track.readyState === 'ended' : false;
    },
    follow,
  };
}
