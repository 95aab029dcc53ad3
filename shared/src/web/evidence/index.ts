export { endUpload, hashBlob, startUpload, type RunningUpload, type UploadOptions } from './upload.js';
export { IncidentFiles } from './incident-files.js';
export { useIncidentFiles } from './use-incident-files.js';
export { FileFacts } from './file-facts.js';
