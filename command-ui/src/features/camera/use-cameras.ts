import { useEffect, useState } from 'react';
import type { Camera } from '@haigang/shared/features/camera/camera.model';
import { useConnection } from '@haigang/shared/web/connection';

const ASK_EVERY_MS = 5000;

/** The cameras this screen may watch, asked for again every few seconds; null before the first answer. */
export function useCameras(): readonly Camera[] | null {
  const connection = useConnection();
  const [cameras, setCameras] = useState<readonly Camera[] | null>(null);
  useEffect(() => {
    const ask = (): void => {
      connection.call('camera:list', {}).then(
        (reply) => setCameras(reply.cameras),
        // The link bar says that the centre cannot be reached; the last answer stays with its ages.
        () => undefined,
      );
    };
    const stop = connection.onLive(ask);
    const timer = setInterval(ask, ASK_EVERY_MS);
    return () => {
      stop();
      clearInterval(timer);
    };
  }, [connection]);
  return cameras;
}
