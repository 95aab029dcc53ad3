export { useFeedDrawing, type PastPicture } from './feed-drawing.js';
export { HullMark } from './hull-mark.js';
export { useIncidentMarks } from './incident-marks.js';
export { portSiteOf, usePortSite, useSavedPortSite } from './port-site.js';
export { VesselFactsList } from './vessel-facts-list.js';
export { VesselLegend } from './vessel-legend.js';
export { VesselSight } from './vessel-sight.js';
