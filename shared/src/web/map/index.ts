export type { ChartTools } from './chart-tools.js';
export { createMap } from './engine.js';
export { openPortMap, type MapPick, type PlacedMark, type PortMap } from './port-map.js';
export { MAP_GROUPS, VECTOR_MINUTES, type MapGroup, type MapLook } from './map-look.js';
export { placeName, portBounds } from './port-geometry.js';
export { shapeOf } from './station-shape.js';
export { VESSEL_COLOURS } from './vessel-items.js';
