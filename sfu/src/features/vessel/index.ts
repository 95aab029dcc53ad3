export { startVesselSimulator } from './vessel-simulator.js';
export { distressAlarmEntity } from './distress.store.js';
export { DistressWatch } from './distress-watch.js';
export { VesselMemory } from './vessel-memory.js';
export { TrackRecorder } from './tracks/track-recorder.js';
export { createSourceMetrics } from './source-metrics.js';
export { VesselFeed } from './vessel-feed.js';
export { createVesselHandlers } from './vessel.handlers.js';
