export { followedConference } from './evidence.access.js';
export { SnapshotRequest } from './camera-snapshot.routes.js';
export { createEvidenceHandlers } from './evidence.handlers.js';
export { evidenceFiles } from './evidence.store.js';
export { logged } from './unlogged-files.js';
export { openEvidence, type Evidence } from './open-evidence.js';
export { verifyEvidence } from './verify-evidence.js';
