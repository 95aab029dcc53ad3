import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { beijingTime } from '../../kernel/time.js';
import { useConnection } from '../connection/index.js';
import { elapsed, useServerNow } from '../ui/index.js';
import { useVoice } from './active-speaker.js';
import type { ConferenceClient } from './conference-client.js';
import { lastFrameAt } from './frame-notes.js';
import { InterruptedVoice } from './interrupted-tracks.js';
import { QualityMark, useStandstill, type Standstill } from './line-marks.js';
import { useLines } from './line-quality.js';
import { MediaTile } from './media-tile.js';
import type { RemoteTrack } from './seat-state.js';
import { VoiceBars } from './voice-bars.js';

/** Another participant's picture: subscribed to by its size and visibility, with who speaks and how the line is. */
export function RemoteTile(props: {
  seat: ConferenceClient | null;
  remote: RemoteTrack;
  name: string;
  stale: boolean;
  badge?: string | undefined;
  className?: string;
}): ReactNode {
  const { seat, remote, name, stale, badge, className = '' } = props;
  const ref = useRef<HTMLElement>(null);
  const { producerId, principalId } = remote;
  const isCamera = remote.source === 'camera';
  const voice = useVoice(seat, principalId);
  const quality = useLines(seat, ({ others }) => others.get(principalId) ?? null);
  const standstill = useStandstill(seat, remote);
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
        standstill && remote.track && !remote.paused ? (
          <Still {...{ standstill, isCamera, name }} track={remote.track} />
        ) : null
      }
      name={name}
      track={remote.track}
      paused={remote.paused ? remote.cause : null}
      refused={remote.track === null}
      stale={stale}
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
      <p className="o bl">
        <span className="chip">
          <span className="words">{text}</span>
          <StillAge taken={taken} />
        </span>
      </p>
    </div>
  );
}

/** [LADDER4] When what is seen was taken, and how long ago that is, by the server's clock; nothing where nothing was seen. */
function StillAge(props: { taken: () => number | null }): ReactNode {
  const { t } = useTranslation();
  const now = useServerNow(useConnection().serverNow);
  const taken = props.taken();
  if (taken === null) return null;
  return (
    <span className="n">
      {beijingTime(taken)} {t('conference.stillAge', { age: elapsed(now - taken) })}
    </span>
  );
}
