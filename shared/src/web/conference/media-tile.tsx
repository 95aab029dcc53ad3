import { useEffect, type ReactNode, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { MediaSource, PauseCause } from '../../features/conference/conference.protocol.js';
import { useFrameNotes } from './frame-notes.js';
import type { RemoteTrack } from './seat-state.js';
import { useSoundOutput } from './sound-output.js';
import { useAttachedTrack } from './use-attached-track.js';

interface TileProps {
  name: string;
  track: MediaStreamTrack | null;
  /** Why the picture is paused; absent while it moves. */
  paused?: PauseCause | null;
  /** The centre has no room for this picture now. */
  refused?: boolean;
  stale?: boolean;
  mirrored?: boolean;
  badge?: string | undefined;
  className?: string;
  spatialLayer?: number | null;
  principalId?: string | undefined;
  source?: MediaSource;
  tileRef?: Ref<HTMLElement>;
  /** Small marks beside the name. */
  marks?: ReactNode;
  /** Lies over the picture, below the name. */
  over?: ReactNode;
}

/** One participant's picture with who it is; says in words when there is none. */
export function MediaTile(props: TileProps): ReactNode {
  const { t } = useTranslation();
  const ref = useAttachedTrack<HTMLVideoElement>(props.track);
  useFrameNotes(ref, props.track);
  return (
    <figure
      ref={props.tileRef}
      className={`v ${props.className ?? ''}${props.stale ? ' stale' : ''}`}
      data-participant={props.principalId}
      data-source={props.source}
      data-spatial-layer={props.spatialLayer ?? undefined}
    >
      {props.track ? (
        <video
          ref={ref}
          autoPlay
          playsInline
          muted
          aria-label={props.name}
          className={props.mirrored ? 'mirrored' : ''}
        />
      ) : null}
      {props.track && !props.paused ? null : <span className="o nopicture">{t(noPictureText(props))}</span>}
      {props.over}
      <figcaption className="o tl">
        <span className="chip">
          {props.name}
          {props.marks}
        </span>
        {props.badge ? <span className="chip">{props.badge}</span> : null}
      </figcaption>
    </figure>
  );
}

function noPictureText({ track, paused, refused }: Pick<TileProps, 'track' | 'paused' | 'refused'>) {
  if ((track || refused) && paused) return `conference.videoPaused.${paused}` as const;
  return refused ? ('conference.pictureRefused' as const) : ('conference.noVideo' as const);
}

/** Plays every remote microphone; pictures are muted so that sound exists exactly once. */
export function RemoteSound({
  remotes,
  onBlocked,
  unlocked,
}: {
  remotes: readonly RemoteTrack[];
  onBlocked: () => void;
  unlocked: number;
}): ReactNode {
  return remotes
    .flatMap(({ source, producerId, track }) => (source === 'microphone' && track ? [{ producerId, track }] : []))
    .map(({ producerId, track }) => <Sound key={producerId} track={track} onBlocked={onBlocked} unlocked={unlocked} />);
}

function Sound({
  track,
  onBlocked,
  unlocked,
}: {
  track: MediaStreamTrack;
  onBlocked: () => void;
  unlocked: number;
}): ReactNode {
  const ref = useAttachedTrack<HTMLAudioElement>(track, onBlocked);
  useEffect(() => {
    if (unlocked > 0) void ref.current?.play().catch(onBlocked);
  }, [unlocked, ref, onBlocked]);
  useSoundOutput(ref);
  return <audio ref={ref} autoPlay />;
}
