import { useEffect } from 'react';
import { lostLimits } from '../../features/vessel/vessel.rules.js';
import { every } from '../../kernel/every.js';
import { useConnection, useSettings } from '../connection/index.js';
import { cameraFeedOf, vesselFeedOf } from '../feeds/index.js';
import type { PortMap } from '../map/index.js';

const REDRAW_EVERY_MS = 1000;

/**
 * Draws vessels and cameras from their feeds on a chart, past React, once a second so that ages show. `drawn` hears how
 * many vessels there are; pass the same function each time.
 */
export function useFeedDrawing(map: PortMap | null, drawn: (count: number) => void): void {
  const connection = useConnection();
  const settings = useSettings();
  useEffect(() => {
    if (!map) return;
    const limits = lostLimits(settings);
    const vessels = vesselFeedOf(connection);
    const cameras = cameraFeedOf(connection);
    const draw = (): void =>
      drawn(map.drawVessels(vessels.getState().vessels.values(), connection.serverNow(), limits));
    const showCameras = (): void => map.setCameras(cameras.getState().cameras ?? []);
    draw();
    showCameras();
    const stopDrawing = every(REDRAW_EVERY_MS, draw);
    const stop = cameras.subscribe(showCameras);
    return () => {
      stopDrawing();
      stop();
    };
  }, [map, connection, settings, drawn]);
}
