import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { RUNGS } from '@haigang/shared/features/conference/ladder.rules';
import { MAX_SPATIAL_LAYER } from '@haigang/shared/features/conference/media.protocol';
import type { SeenLine } from '@haigang/shared/features/conference/survey.protocol';
import type { LiveRooms } from './live-rooms.js';
import type { SeenPlace } from './media/index.js';

const DIRECTIONS = ['up', 'down'] as const;

/** [STAT5] What the server sees of all lines together, of nobody in particular. */
export function createLineMetrics(registry: Registry): (seen: readonly SeenPlace[]) => void {
  const registers = [registry];
  const labelNames = ['direction'];
  const kbps = new Gauge({
    ...{ name: 'haigang_media_seen_kbps', help: 'RTP of all seats in the last round', labelNames, registers },
  });
  const histogram = (name: string, help: string, buckets: number[]): Histogram =>
    new Histogram({ name: `haigang_media_seen_${name}`, help, labelNames, buckets, registers });
  const loss = histogram('loss_percent', 'Packets lost of each seat and round', [0.5, 1, 3, 5, 10, 20, 50]);
  const trip = histogram('round_trip_ms', 'Round trip of each seat and round', [20, 50, 100, 200, 400, 800, 1600]);
  const jitter = histogram('jitter_ms', 'Largest jitter of each seat and round', [5, 10, 20, 50, 100, 200]);
  const score = histogram('score', 'Weakest stream of each seat and round, 10 is best', [0, 2, 4, 6, 8, 9, 10]);
  return (seen) => {
    for (const direction of DIRECTIONS) {
      const lines = seen.map(({ line }) => line[direction]);
      kbps.set(
        { direction },
        lines.reduce((sum, line) => sum + line.kbps, 0),
      );
      const take = (into: Histogram, of: (line: SeenLine) => number | null): void => {
        for (const line of lines) {
          const value = of(line);
          if (value !== null) into.observe({ direction }, value);
        }
      };
      take(loss, (line) => line.lossPercent);
      take(trip, (line) => line.roundTripMs);
      take(jitter, (line) => line.jitterMs);
      take(score, (line) => line.score);
    }
  };
}

type PictureRooms = Pick<LiveRooms, 'qualities' | 'layers' | 'standstills'>;

/** [STAT3] What the pages tell and the layers that leave the server, of all rooms together; read at each scrape. */
export function createPictureMetrics(registry: Registry, rooms: PictureRooms): void {
  const registers = [registry];
  let told = 0;
  new Counter({
    ...{ name: 'haigang_media_standstills_total', help: 'Standstills of pictures that pages told of', registers },
    collect() {
      const { standstills } = rooms;
      this.inc(standstills - told);
      told = standstills;
    },
  });
  new Gauge({
    ...{ name: 'haigang_media_lines', help: 'Lines by direction and rung of the ladder', registers },
    labelNames: ['direction', 'rung'],
    collect() {
      for (const direction of DIRECTIONS) {
        for (const rung of RUNGS) {
          const lines = rooms.qualities.reduce((sum, quality) => sum + quality.countRung(direction, rung), 0);
          this.set({ direction, rung }, lines);
        }
      }
    },
  });
  new Gauge({
    ...{ name: 'haigang_media_pictures', help: 'Pictures to viewers by the layer that is sent (0 lowest)', registers },
    labelNames: ['layer'],
    collect() {
      const layers = rooms.layers();
      for (const layer of [null, ...Array.from({ length: MAX_SPATIAL_LAYER + 1 }, (_, at) => at)]) {
        this.set({ layer: layer ?? 'none' }, layers.filter((one) => one === layer).length);
      }
    },
  });
}
