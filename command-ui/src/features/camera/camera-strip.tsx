import { useMemo, type ReactNode } from 'react';
import type { Camera } from '@haigang/shared/features/camera/camera.model';
import { distanceMetres } from '@haigang/shared/kernel/geodesy';
import type { Position } from '@haigang/shared/kernel/position';
import { CameraTile } from './camera-tile.js';
import { useCameras } from '@haigang/shared/web/feeds';

/** The key cameras, nearest first when there is a place to look at; nothing while no camera is connected. */
export function CameraStrip(props: {
  count: number;
  near?: Position | null;
  /** What may be done with a camera that has a picture. */
  action?: (camera: Camera) => ReactNode;
}): ReactNode {
  const { count, near, action } = props;
  const cameras = useCameras();
  const ids = chosenIds(cameras ?? [], count, near ?? null).join(' ');
  const shown = useMemo(() => {
    const wanted = ids.split(' ');
    return (cameras ?? []).filter((camera) => wanted.includes(camera.id));
  }, [cameras, ids]);
  if (shown.length === 0) return null;
  return (
    <div className="camera-strip">
      {shown.map((camera) => (
        <CameraTile key={camera.id} camera={camera} action={action?.(camera)} />
      ))}
    </div>
  );
}

function chosenIds(cameras: readonly Camera[], count: number, near: Position | null): string[] {
  const distance = (camera: Camera): number => (near && camera.position ? distanceMetres(near, camera.position) : 0);
  const keys = cameras.filter((camera) => camera.key);
  // Without a place to look at, a spread over the port rather than neighbours.
  const spread = Math.max(1, Math.floor(keys.length / count));
  const chosen = near ? keys.toSorted((a, b) => distance(a) - distance(b)) : keys.filter((_, at) => at % spread === 0);
  return chosen.slice(0, count).map((camera) => camera.id);
}
