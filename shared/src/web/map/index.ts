export { createMap, type EngineMap } from './engine.js';
export { addPortLayers, addVesselNames } from './port-layers.js';
export { pickVessel, VESSEL_COLOURS, VesselLayer, type VesselMark } from './vessel-layer.js';
