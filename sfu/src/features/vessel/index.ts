export { startVesselSimulator } from './vessel-simulator.js';
export { VesselFeed } from './vessel-feed.js';
export { createVesselHandlers } from './vessel.handlers.js';
