import { availableParallelism } from 'node:os';
import {
  videoMaxConsumers,
  videoMaxLoopDelayMs,
  videoMaxWorkerCpuPercent,
  videoReservePercent,
} from '@haigang/shared/features/conference/media.settings';
import type { Scope } from '@haigang/shared/kernel/scope';
import type { SettingsReader } from '@haigang/shared/kernel/settings';
import type { Config } from './config/config.js';
import { defaultWorkerCount, VideoAdmission, WorkerPool, type MediaAddress } from './features/conference/index.js';
import type { Logger } from './platform/logger.js';

/** The media workers and what keeps them from being overfilled; both end with `scope`. */
export async function openMedia(options: {
  config: Config;
  addresses: readonly MediaAddress[];
  scope: Scope;
  settings: SettingsReader;
  logger: Logger;
}): Promise<{ pool: WorkerPool; admission: VideoAdmission }> {
  const { config, addresses, scope, settings, logger } = options;
  const admission = new VideoAdmission({
    scope,
    limits: () => ({
      workerCpuPercent: settings.get(videoMaxWorkerCpuPercent),
      loopDelayMs: settings.get(videoMaxLoopDelayMs),
      videoConsumers: settings.get(videoMaxConsumers),
      reservePercent: settings.get(videoReservePercent),
    }),
  });
  const pool = await WorkerPool.open({
    count: config.mediaWorkers ?? defaultWorkerCount(availableParallelism(), config.rtcPorts, addresses),
    onWorker: (worker) => admission.watch(worker),
    addresses,
    ports: config.rtcPorts,
    scope,
    logger,
  });
  return { pool, admission };
}
