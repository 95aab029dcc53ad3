export { loadCameraFile, parseCameras, type CameraEntry, type CameraList } from './camera-config.js';
export { createCameraHandlers } from './camera.handlers.js';
export { DEFAULT_CAMERA_OPTIONS, type CameraOptions } from './camera-options.js';
export { cameraRoutes, type CameraRoutesDeps } from './camera.routes.js';
export { openCameraService, type CameraService, type CameraServiceDeps } from './camera.service.js';
export { demoCameras, DEMO_OFFLINE_PATHS } from './simulator/demo-cameras.js';
export {
  openRtspCameraSimulator,
  type RtspCameraSimulator,
  type RtspCameraSimulatorOptions,
} from './simulator/rtsp-camera-simulator.js';
export { WatchLog } from './watch-log.js';
