import { useEffect } from 'react';
import type { Vessel } from '../../features/vessel/vessel.model.js';
import { lostLimits } from '../../features/vessel/vessel.rules.js';
import { every } from '../../kernel/every.js';
import { useConnection, useSettings } from '../connection/index.js';
import { cameraFeedOf, vesselFeedOf } from '../feeds/index.js';
import type { PortMap } from '../map/index.js';

const REDRAW_EVERY_MS = 1000;
const PLAY_EVERY_MS = 250;

/** The picture of another moment, to be drawn instead of the present; ms since 1970. */
export interface PastPicture {
  readonly at: () => number;
  readonly vessels: () => Iterable<Vessel>;
}

/**
 * Draws vessels and cameras from their feeds on a chart, past React, once a second so that ages show, or the past as it
 * plays. `drawn` hears how many vessels there are; pass the same function each time.
 */
export function useFeedDrawing(
  map: PortMap | null,
  drawn: (count: number) => void,
  past: PastPicture | null = null,
): void {
  const connection = useConnection();
  const settings = useSettings();
  useEffect(() => {
    if (!map) return;
    const limits = lostLimits(settings);
    const vessels = vesselFeedOf(connection);
    const cameras = cameraFeedOf(connection);
    const draw = (): void => {
      const shown = past ? past.vessels() : vessels.getState().vessels.values();
      const now = past ? past.at() : connection.serverNow();
      drawn(map.drawVessels(shown, { now, limits, predicts: past === null }));
    };
    const showCameras = (): void => map.setCameras(cameras.getState().cameras ?? []);
    draw();
    showCameras();
    const stopDrawing = every(past ? PLAY_EVERY_MS : REDRAW_EVERY_MS, draw);
    const stop = cameras.subscribe(showCameras);
    return () => {
      stopDrawing();
      stop();
    };
  }, [map, connection, settings, drawn, past]);
}
