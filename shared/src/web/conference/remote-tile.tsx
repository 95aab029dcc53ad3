import { useEffect, useRef, type ReactNode } from 'react';
import { useVoice } from './active-speaker.js';
import type { ConferenceClient } from './conference-client.js';
import { InterruptedVoice } from './interrupted-tracks.js';
import { QualityMark } from './line-marks.js';
import { useQualityOf } from './line-quality.js';
import { MediaTile } from './media-tile.js';
import { RestingPicture, useRestingPicture } from './resting-picture.js';
import type { RemoteTrack } from './seat-state.js';
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
  const quality = useQualityOf(seat, principalId);
  const rest = useRestingPicture(seat, remote, { dropped, stale });
  // [LADDER9] Of a weak line stills go on coming; what has stopped, or is of one who is gone, is grey.
  const isOld = rest !== null && rest.cause !== 'weak';
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
      over={
        rest && remote.track && !remote.paused ? (
          <RestingPicture facts={rest} {...{ remote, name }} track={remote.track} />
        ) : null
      }
      name={name}
      track={remote.track}
      paused={remote.paused ? remote.cause : null}
      refused={remote.track === null}
      stale={stale || isOld}
      badge={badge}
      principalId={principalId}
      source={remote.source}
      spatialLayer={remote.spatialLayer}
    />
  );
}
