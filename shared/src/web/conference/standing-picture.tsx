import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { pictureStandsSeconds } from '../../features/conference/media.settings.js';
import { NO_REST, stepPictureRest } from '../../features/conference/picture-watch.rules.js';
import { every } from '../../kernel/every.js';
import { settingMs } from '../../kernel/settings.js';
import { useConnection, useSettings } from '../connection/index.js';
import type { ConferenceClient } from './conference-client.js';
import { frameTimeOf, lastFrameAt } from './frame-notes.js';
import { PictureNote } from './picture-note.js';
import type { RemoteTrack } from './seat-state.js';

const LOOK_EVERY_MS = 500;

/**
 * [LADDER9] Whether a picture that should move stands. A screen on which nothing changes sends nothing: only that of one
 * who is dropped stands. False in a browser that does not say its frames.
 */
export function useStandingPicture(seat: ConferenceClient | null, remote: RemoteTrack, dropped: boolean): boolean {
  const { producerId, source, track } = remote;
  const afterMs = settingMs(useSettings(), pictureStandsSeconds);
  const [stands, setStands] = useState(false);
  const isTold = source === 'camera' || dropped;
  useEffect(() => {
    setStands(false);
    if (!seat || !track || !isTold) return undefined;
    let rest = NO_REST;
    return every(LOOK_EVERY_MS, () => {
      // A page out of sight is given no frames, whatever arrives.
      const wanted = document.hidden ? 'no' : seat.view.isWanted(producerId);
      rest = stepPictureRest(rest, { frameAt: frameTimeOf(track), wanted }, performance.now());
      setStands(rest.restedMs >= afterMs);
    });
  }, [seat, track, producerId, isTold, afterMs]);
  return stands;
}

/** Over a picture that stands: that it does, and since when. The picture is left to be seen below it, in grey. */
export function StandingPicture({ track, dropped }: { track: MediaStreamTrack; dropped: boolean }): ReactNode {
  const { t } = useTranslation();
  const { serverNow } = useConnection();
  return (
    <div className="stands">
      <PictureNote
        text={t(dropped ? 'conference.pictureOfDropped' : 'conference.pictureStands')}
        announced
        taken={() => lastFrameAt(track, serverNow)}
      />
    </div>
  );
}
