export { endUpload, hashBlob, startUpload, type RunningUpload, type UploadOptions } from './upload.js';
