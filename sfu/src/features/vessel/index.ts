export { startVesselSimulator } from './vessel-simulator.js';
export { VesselMemory } from './vessel-memory.js';
export { VesselFeed } from './vessel-feed.js';
export { createVesselHandlers } from './vessel.handlers.js';
