import type { MediaSource } from '../../features/conference/conference.protocol.js';
import type { Role } from '../../features/identity/identity.model.js';

/** How a screen shows the room: one picture large, whoever speaks large, or all of one size. */
export type StageMode = 'focus' | 'speaker' | 'grid';

/** What decides which picture is large. */
export interface StageTile {
  readonly key: string;
  readonly principalId: string;
  readonly source: MediaSource;
  readonly role: Role | null;
}

/**
 * The picture shown large, or null for tiles of one size. What this screen's person picked comes first, then the host's
 * spotlight, a shared screen, whoever speaks (in that mode), and the officer on the spot, for whom the room was opened.
 */
export function focusOf(options: {
  readonly tiles: readonly StageTile[];
  readonly mode: StageMode;
  /** Key of the tile picked on this screen. */
  readonly picked: string | null;
  /** Principal the host put in the spotlight. */
  readonly spotlight: string | null;
  /** Principal who speaks now or spoke last. */
  readonly speaker: string | null;
}): string | null {
  const { tiles, mode, picked, spotlight, speaker } = options;
  if (mode === 'grid') return null;
  const of = (test: (tile: StageTile) => boolean): string | undefined => tiles.find(test)?.key;
  const chosen =
    of((tile) => tile.key === picked) ??
    of((tile) => tile.principalId === spotlight) ??
    of((tile) => tile.source === 'screen') ??
    (mode === 'speaker' ? of((tile) => tile.principalId === speaker) : undefined) ??
    of((tile) => tile.role === 'officer') ??
    tiles[0]?.key;
  return chosen ?? null;
}
