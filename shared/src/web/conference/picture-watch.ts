import { every } from '../../kernel/every.js';
import type { Scope } from '../../kernel/scope.js';
import {
  NO_WAIT,
  stepPictureWait,
  type PictureWait,
  type WatchedPicture,
} from '../../features/conference/picture-watch.rules.js';
import type { MediaSession } from './media-session.js';

/** How often pictures that have not begun are looked at, ms. */
const LOOK_EVERY_MS = 1000;

/** [MEDIA8] Receives a picture anew that does not begin, as long as `scope` lives. */
export function watchPictures(options: {
  scope: Scope;
  session: () => MediaSession | null;
  /** Whether this picture should be moving on this page now. */
  isWanted: (picture: { producerId: string; consumerId: string }) => WatchedPicture['wanted'];
}): void {
  const { scope, session, isWanted } = options;
  const waits = new Map<string, PictureWait>();
  const begun = new Set<string>();
  const look = async (): Promise<void> => {
    const media = session();
    if (!media) return;
    for (const picture of media.pictures) {
      if (begun.has(picture.consumerId)) continue;
      const framesDecoded = await media.framesDecoded(picture.producerId);
      if (media.isClosed()) return;
      if (framesDecoded === null) continue;
      if (framesDecoded > 0) begun.add(picture.consumerId);
      const before = waits.get(picture.producerId) ?? NO_WAIT;
      const { again, ...next } = stepPictureWait(
        before,
        { framesDecoded, wanted: isWanted(picture) },
        performance.now(),
      );
      waits.set(picture.producerId, next);
      if (again) void media.receiveAgain(picture.producerId);
    }
  };
  scope.defer(
    // A session that ends meanwhile takes its statistics with it.
    every(LOOK_EVERY_MS, () => void look().catch(() => undefined)),
  );
}
