import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Camera } from '@haigang/shared/features/camera/camera.model';
import { CAMERA_PROBLEM_TEXTS } from '@haigang/shared/features/camera/camera.rules';
import { useConnection, useConnectionState } from '@haigang/shared/web/connection';
import { inLanguage } from '@haigang/shared/web/i18n';
import { Fresh, Icon, useServerNow, type Freshness } from '@haigang/shared/web/ui';

/** A picture older than this is shown as old (segments are one second). */
const STALE_AFTER_MS = 8000;
const RETRY_MS = 4000;

/** One live camera; says in words why there is no picture, and never shows an old one as live. */
export function CameraTile({ camera, action }: { camera: Camera; action?: ReactNode }): ReactNode {
  const { t } = useTranslation();
  const { ref, playing } = useHls(camera.id);
  const now = useServerNow(useConnection().serverNow);
  const link = useConnectionState((state) => state.link);
  const lastHeardAt = link.phase === 'stale' ? link.lastHeardAt : null;
  const freshness = freshnessOf(camera, { playing, now, lastHeardAt });
  return (
    <figure className={`v fill camera${freshness?.kind === 'stale' ? ' stale' : ''}`} data-camera={camera.id}>
      <video ref={ref} muted playsInline aria-label={inLanguage(camera.name)} />
      {playing ? null : (
        <span className="o nopicture hatch">
          <Icon name="no-network" size={32} />
          {lastHeardAt === null ? missingText(camera, t('camera.starting')) : null}
        </span>
      )}
      <figcaption className="o tl">
        <span className="chip">
          {camera.id} {inLanguage(camera.name)}
        </span>
      </figcaption>
      <span className="o bl">
        {freshness ? <Fresh value={freshness} /> : null}
        <span className="sp" />
        {camera.simulated ? t('camera.simulated') : ''}
      </span>
      {playing ? action : null}
    </figure>
  );
}

/** Why there is no picture, as far as the centre knows it now. */
function missingText({ problem }: Camera, starting: string): string {
  return problem ? inLanguage(CAMERA_PROBLEM_TEXTS[problem]) : starting;
}

/** Null while the picture is being fetched: it is neither live nor lost. */
function freshnessOf(
  camera: Camera,
  { playing, now, lastHeardAt }: { playing: boolean; now: number; lastHeardAt: number | null },
): Freshness | null {
  if (lastHeardAt !== null) return { kind: 'stale', at: lastHeardAt };
  if (camera.state === 'failed') return { kind: 'offline' };
  if (!playing) return null;
  const at = camera.lastSegmentAt;
  return at !== null && now - at > STALE_AFTER_MS ? { kind: 'stale', at } : { kind: 'live' };
}

/** Plays `/api/cameras/:id/hls` one to two segments behind live, and tries again by itself for as long as the tile is there. */
function useHls(cameraId: string): { ref: React.RefObject<HTMLVideoElement | null>; playing: boolean } {
  const ref = useRef<HTMLVideoElement>(null);
  const [playing, setPlaying] = useState(false);
  useEffect(() => {
    const video = ref.current;
    if (!video) return;
    let gone = false;
    let stop = (): void => undefined;
    let retry: ReturnType<typeof setTimeout> | undefined;
    const start = async (): Promise<void> => {
      const { default: Hls } = await import('hls.js');
      if (gone) return;
      const hls = new Hls({ liveSyncDurationCount: 2, maxLiveSyncPlaybackRate: 1.1, backBufferLength: 10 });
      stop = () => hls.destroy();
      hls.on(Hls.Events.ERROR, (_, failure) => {
        if (!failure.fatal || gone) return;
        setPlaying(false);
        hls.destroy();
        retry = setTimeout(() => void start(), RETRY_MS);
      });
      hls.loadSource(`/api/cameras/${encodeURIComponent(cameraId)}/hls/index.m3u8`);
      hls.attachMedia(video);
      // A muted picture may always play; a refusal means the tile is gone.
      void video.play().catch(() => undefined);
    };
    const moved = (): void => setPlaying(video.currentTime > 0);
    video.addEventListener('timeupdate', moved);
    void start();
    return () => {
      gone = true;
      clearTimeout(retry);
      video.removeEventListener('timeupdate', moved);
      stop();
    };
  }, [cameraId]);
  return { ref, playing };
}
