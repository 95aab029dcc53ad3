import type { Scope } from '@haigang/shared/kernel/scope';
import { settingMs, type SettingsReader } from '@haigang/shared/kernel/settings';
import {
  cameraIdleStopSeconds,
  cameraMaxPullers,
  cameraStallSeconds,
} from '@haigang/shared/features/camera/camera.settings';
import type { Clock } from '@haigang/shared/kernel/time';
import type { Config } from './config/config.js';
import {
  DEMO_OFFLINE_PATHS,
  demoCameras,
  loadCameraFile,
  openCameraService,
  openRtspCameraSimulator,
  type CameraService,
  type CameraOptions,
} from './features/camera/index.js';
import type { Logger } from './platform/logger.js';

/**
 * The site's cameras: those of the configured file, or in a demo without one the simulated 98 behind a real RTSP server.
 * Without either the list is empty and screens say 未接入.
 */
export async function openCameras(deps: {
  config: Config;
  scope: Scope;
  clock: Clock;
  logger: Logger;
  settings: SettingsReader;
}): Promise<CameraService> {
  const { config, clock, logger } = deps;
  const { dataDir, ffmpegPath } = config;
  const scope = deps.scope.child('camera');
  const list = await cameraList(config, scope, logger);
  for (const problem of list.problems) logger.warn({ problem }, 'a camera entry was left out');
  return openCameraService({
    cameras: list.cameras,
    dataDir,
    ffmpegPath,
    scope,
    clock,
    logger,
    options: liveOptions(deps.settings),
  });
}

/** The limits a site may set, as they stand whenever one is looked at. */
function liveOptions(settings: SettingsReader): Partial<CameraOptions> {
  return {
    get idleStopMs() {
      return settingMs(settings, cameraIdleStopSeconds);
    },
    get stallMs() {
      return settingMs(settings, cameraStallSeconds);
    },
    get maxPullers() {
      return settings.get(cameraMaxPullers);
    },
  };
}

async function cameraList(config: Config, scope: Scope, logger: Logger): Promise<ReturnType<typeof loadCameraFile>> {
  if (config.camerasFile) return loadCameraFile(config.camerasFile);
  if (!config.demo || !config.demoFeeds) return { cameras: [], problems: [] };
  const { dataDir, ffmpegPath } = config;
  const simulator = await openRtspCameraSimulator({
    port: 0,
    dataDir,
    ffmpegPath,
    scope,
    logger,
    offlinePaths: DEMO_OFFLINE_PATHS,
  });
  return { cameras: demoCameras(simulator.port), problems: [] };
}
