export { openPortMap, type MapPick, type PlacedMark, type PortMap } from './port-map.js';
export { VESSEL_COLOURS } from './vessel-layer.js';
