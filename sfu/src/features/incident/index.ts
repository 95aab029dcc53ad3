export { createIncidentHandlers, visibleIncident } from './incident.handlers.js';
export { appendLog, fromRow, type LogDraft, logCore, logSnapshot, nameParams, readLog } from './incident-log.js';
export { isWall, MASKED, presentIncident, presentLogEntry } from './incident.presenter.js';
export { IncidentService } from './incident.service.js';
export { incidents } from './incident.store.js';
