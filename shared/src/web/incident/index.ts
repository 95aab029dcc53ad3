export { logActor, logText } from './log-text.js';
export { useIncidentLog } from './use-incident-log.js';
