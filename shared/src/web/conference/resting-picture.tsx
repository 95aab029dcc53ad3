import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { weakestRung, type Rung } from '../../features/conference/ladder.rules.js';
import { pictureStandsSeconds, stillSeconds } from '../../features/conference/media.settings.js';
import {
  NO_REST,
  restCause,
  standingOf,
  stepPictureRest,
  type RestCause,
  type Standing,
} from '../../features/conference/picture-watch.rules.js';
import { every } from '../../kernel/every.js';
import { settingMs } from '../../kernel/settings.js';
import { useConnection, useSettings } from '../connection/index.js';
import type { ConferenceClient } from './conference-client.js';
import { areFramesSaid, frameTimeOf, lastFrameAt } from './frame-notes.js';
import { useLines } from './line-quality.js';
import { PictureNote } from './picture-note.js';
import type { RemoteTrack } from './seat-state.js';
import { STILL_INTERVALS, useStill, type Still } from './stills.js';

const LOOK_EVERY_MS = 500;

/** A picture that one would expect to move and that does not. */
export interface RestingPictureFacts {
  readonly cause: RestCause;
  readonly rung: Rung;
  /** The newest still in its place; null where the line carries none or none came yet. */
  readonly still: Still | null;
}

/** [LADDER3] [LADDER4] [LADDER9] Null while this picture of a participant, camera or screen, moves. */
export function useRestingPicture(
  seat: ConferenceClient | null,
  remote: RemoteTrack,
  person: { readonly dropped: boolean; readonly stale: boolean },
): RestingPictureFacts | null {
  const { principalId, source } = remote;
  const { dropped, stale } = person;
  const sender = useLines(seat, ({ others }) => others.get(principalId)?.up.rung ?? 'full');
  const viewer = useLines(seat, ({ own }) => own?.down.rung ?? 'full');
  const still = useStill(seat, principalId, source);
  // A page whose own link is lost says so itself, and not that the others' pictures have stopped.
  const stands = useStanding(seat, remote, dropped);
  const standing = stale ? null : stands;
  const rung = weakestRung([sender, viewer]);
  const cause = restCause({ dropped, rung, standing });
  return cause && { cause, rung, still: rung === 'still' ? still : null };
}

/**
 * Whether no frame comes of a picture that should move, or none came yet. A screen on which nothing changes sends nothing:
 * only that of one who is dropped counts. Null in a browser that does not say its frames.
 */
function useStanding(seat: ConferenceClient | null, remote: RemoteTrack, dropped: boolean): Standing | null {
  const { producerId, source, track } = remote;
  const afterMs = settingMs(useSettings(), pictureStandsSeconds);
  const [standing, setStanding] = useState<Standing | null>(null);
  const isTold = source === 'camera' || dropped;
  useEffect(() => {
    setStanding(null);
    if (!seat || !track || !isTold || !areFramesSaid()) return undefined;
    let rest = NO_REST;
    return every(LOOK_EVERY_MS, () => {
      // A page out of sight is given no frames, whatever arrives.
      const wanted = document.hidden ? 'no' : seat.view.isWanted(producerId);
      rest = stepPictureRest(rest, { frameAt: frameTimeOf(track), wanted }, performance.now());
      setStanding(standingOf(rest, afterMs));
    });
  }, [seat, track, producerId, isTold, afterMs]);
  return standing;
}

/**
 * Over a picture that does not move: the newest still, or the last frame below it, with why and of when it is. A screen
 * keeps its last frame on a weak line too: it may be read on, now that one knows how old it is.
 */
export function RestingPicture(props: {
  facts: RestingPictureFacts;
  remote: Pick<RemoteTrack, 'source'>;
  name: string;
  track: MediaStreamTrack;
}): ReactNode {
  const { facts, remote, name, track } = props;
  const { cause, rung, still } = facts;
  const { serverNow } = useConnection();
  const text = useRestText(facts, remote.source === 'screen');
  const covers = still !== null || (cause === 'weak' && remote.source === 'camera');
  return (
    <div className={`rest${covers ? ' covers' : ''}`} data-cause={cause} data-rung={rung}>
      {still ? <img src={still.url} alt={name} data-taken-at={still.at} /> : null}
      <PictureNote text={text} taken={() => (still ? Date.parse(still.at) : lastFrameAt(track, serverNow))} />
    </div>
  );
}

function useRestText({ cause, rung }: RestingPictureFacts, isScreen: boolean): string {
  const { t } = useTranslation();
  const seconds = useSettings().get(stillSeconds) * STILL_INTERVALS[isScreen ? 'screen' : 'camera'];
  if (cause === 'dropped') return t('conference.pictureOfDropped');
  if (cause === 'stopped') return t('conference.pictureStands');
  if (cause === 'unbegun') return t('conference.pictureNotYet');
  if (rung === 'still') return t('conference.weakStill', { seconds });
  return t(isScreen ? 'conference.weakScreen' : 'conference.weakAudio');
}
