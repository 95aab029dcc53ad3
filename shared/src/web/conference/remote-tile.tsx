import { useEffect, useRef, type ReactNode } from 'react';
import { useConnection } from '../connection/index.js';
import { useVoice } from './active-speaker.js';
import type { ConferenceClient } from './conference-client.js';
import { lastFrameAt } from './frame-notes.js';
import { InterruptedVoice } from './interrupted-tracks.js';
import { QualityMark, useStandstill, type Standstill } from './line-marks.js';
import { useLines } from './line-quality.js';
import { MediaTile } from './media-tile.js';
import { PictureNote } from './picture-note.js';
import type { RemoteTrack } from './seat-state.js';
import { StandingPicture, useStandingPicture } from './standing-picture.js';
import { VoiceBars } from './voice-bars.js';

/** Another participant's picture: subscribed to by its size and visibility, with who speaks and how the line is. */
export function RemoteTile(props: {
  seat: ConferenceClient | null;
  remote: RemoteTrack;
  name: string;
  stale: boolean;
  /** Whether its person's link is lost and the seat still kept. */
  dropped: boolean;
  badge?: string | undefined;
  className?: string;
}): ReactNode {
  const { seat, remote, name, stale, dropped, badge, className = '' } = props;
  const ref = useRef<HTMLElement>(null);
  const { producerId, principalId } = remote;
  const isCamera = remote.source === 'camera';
  const voice = useVoice(seat, principalId);
  const quality = useLines(seat, ({ others }) => others.get(principalId) ?? null);
  const standstill = useStandstill(seat, remote);
  const stands = useStandingPicture(seat, remote, dropped) && !stale && !standstill;
  const over = (track: MediaStreamTrack): ReactNode => {
    if (standstill) return <Still {...{ standstill, isCamera, name, track }} />;
    return stands ? <StandingPicture {...{ track, dropped }} /> : null;
  };
  useEffect(() => {
    const element = ref.current;
    return element && seat ? seat.view.layers.watch(producerId, element) : undefined;
  }, [seat, producerId]);
  return (
    <MediaTile
      tileRef={ref}
      className={`${className}${voice.speaking && isCamera ? ' speaking' : ''}`}
      marks={
        isCamera ? (
          <>
            <VoiceBars {...voice} />
            <QualityMark quality={quality} />
            <InterruptedVoice seat={seat} principalId={principalId} />
          </>
        ) : null
      }
      over={remote.track && !remote.paused ? over(remote.track) : null}
      name={name}
      track={remote.track}
      paused={remote.paused ? remote.cause : null}
      refused={remote.track === null}
      stale={stale || stands}
      badge={badge}
      principalId={principalId}
      source={remote.source}
      spatialLayer={remote.spatialLayer}
    />
  );
}

/** Without a still a screen keeps its last picture below the words: it may be read on, now that one knows how old it is. */
function Still(props: { standstill: Standstill; isCamera: boolean; name: string; track: MediaStreamTrack }): ReactNode {
  const { standstill, isCamera, name, track } = props;
  const { rung, text, stillUrl, at } = standstill;
  const { serverNow } = useConnection();
  const taken = (): number | null => (at === null ? lastFrameAt(track, serverNow) : Date.parse(at));
  return (
    <div className={`still${stillUrl || isCamera ? '' : ' last'}`} data-rung={rung}>
      {stillUrl ? <img src={stillUrl} alt={name} data-taken-at={at} /> : null}
      <PictureNote text={text} taken={taken} />
    </div>
  );
}
