import { mediaCalls } from '@haigang/shared/features/conference/media.protocol';
import { probeCalls } from '@haigang/shared/features/conference/probe.protocol';
import { qualityCalls } from '@haigang/shared/features/conference/quality.protocol';
import type { Conference } from './app-conference.js';
import { createLineMetrics, createPictureMetrics } from './features/conference/index.js';
import type { Evidence } from './features/evidence/index.js';
import type { Vessels } from './app-vessels.js';
import { createMetrics, type Metrics } from './platform/metrics.js';
import type { Connections } from './platform/signaling/connections.js';
import type { UnitOfWork } from './platform/storage/unit-of-work.js';

/** What `/metrics` tells of this server. [STAT3] Never about whom. */
export function openMetrics(parts: {
  readonly connections: Connections;
  readonly unitOfWork: UnitOfWork;
  readonly clockJumps: () => number;
  readonly conference: Pick<Conference, 'rooms' | 'pool' | 'admission' | 'onSeen'>;
  readonly vessels: Pick<Vessels, 'feed' | 'tracks'>;
  readonly evidence: Evidence;
}): Metrics {
  const { rooms, pool, admission } = parts.conference;
  const { feed, tracks } = parts.vessels;
  const metrics = createMetrics(
    {
      connections: () => parts.connections.size,
      rooms: () => rooms.live.size,
      seats: () => rooms.live.seatCount,
      mediaWorkers: () => pool.alive,
      writerBacklog: () => parts.unitOfWork.backlog,
      clockJumps: parts.clockJumps,
      vessels: () => feed.size,
      vesselReaders: () => feed.distribution.readers,
      vesselFrames: () => feed.distribution.frames,
      vesselFrameBytes: () => feed.distribution.bytes,
      vesselFramesHeldBack: () => feed.distribution.heldBack,
      trackFixesWaiting: () => tracks.figures.waiting,
      trackFixesLost: () => tracks.recording.lost,
      trackFailing: () => (tracks.recording.state === 'failing' ? 1 : 0),
      trackThreadRestarts: () => tracks.figures.restarts,
      trackFileBytes: () => tracks.figures.bytes,
      trackPointsOverLimit: () => tracks.figures.overLimit,
      tracksAfterClockAhead: () => tracks.figures.ahead,
      unfinishedUploads: parts.evidence.unfinished,
      mediaWorkerCpuPercent: () => admission.worst.workerCpuPercent,
      mediaVideoConsumers: () => admission.worst.videoConsumers,
      mediaSeatsGood: () => rooms.live.linesBy('good'),
      mediaSeatsFair: () => rooms.live.linesBy('fair'),
      mediaSeatsPoor: () => rooms.live.linesBy('poor'),
    },
    new Set(Object.keys({ ...mediaCalls, ...qualityCalls, ...probeCalls })),
  );
  parts.conference.onSeen(createLineMetrics(metrics.registry));
  createPictureMetrics(metrics.registry, rooms.live);
  return metrics;
}
