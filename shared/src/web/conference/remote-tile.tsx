import { useEffect, useRef, type ReactNode } from 'react';
import type { ConferenceClient } from './conference-client.js';
import type { RemoteTrack } from './seat-state.js';
import { useVoice } from './active-speaker.js';
import { MediaTile } from './media-tile.js';
import { VoiceBars } from './voice-bars.js';

/** Another participant's picture: subscribed to by its size and visibility while it is mounted. */
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
  const { producerId } = remote;
  const voice = useVoice(seat, remote.principalId);
  useEffect(() => {
    const element = ref.current;
    return element && seat ? seat.view.layers.watch(producerId, element) : undefined;
  }, [seat, producerId]);
  return (
    <MediaTile
      tileRef={ref}
      className={`${className}${voice.speaking && remote.source === 'camera' ? ' speaking' : ''}`}
      marks={remote.source === 'camera' ? <VoiceBars {...voice} /> : null}
      name={name}
      track={remote.track}
      paused={remote.paused}
      stale={stale}
      badge={badge}
      principalId={remote.principalId}
      spatialLayer={remote.spatialLayer}
    />
  );
}
