import type { evidenceZh } from './evidence.zh.js';
import type { Texts } from './texts.js';

export const evidenceEn: Texts<typeof evidenceZh> = {
  texts: {
    evidence: {
      title: 'Evidence files',
      none: 'No files yet',
      kind: { photo: 'Photo', 'chat-file': 'File', snapshot: 'Snapshot', annotation: 'Annotation' },
      download: 'Download original',
      by: 'From',
      takenAt: 'Taken (device time)',
      mediaAt: 'Frame time',
      previewDue: 'Preview is being made',
      noPreview: 'No preview',
      next: 'Next',
      previous: 'Previous',
      snapshotKept: 'Snapshot kept as evidence, SHA-256 {{hash}}…',
      zoom: 'Zoom',
      close: 'Close',
    },
  },
  log: {
    'evidence-photo': 'Photo added · SHA-256 {{sha256}}',
    'evidence-chat-file': 'File added · SHA-256 {{sha256}}',
    'evidence-snapshot': 'Snapshot of {{subject}} · SHA-256 {{sha256}}',
    'evidence-annotation': 'Annotation kept {{subject}} · SHA-256 {{sha256}}',
  },
  error: {
    'evidence.unknown': 'There is no such file, or you may not see it',
    'evidence.not-allowed': 'You may not add files here',
    'evidence.empty': 'The file is empty',
    'evidence.too-large': 'The file is larger than this site allows',
    'evidence.wrong-type': 'This type is not taken; use pictures, PDF, text, MP4/WebM video, Word or Excel files',
    'evidence.broken-picture': 'The picture is not whole; take or choose it again',
    'evidence.picture-too-large': 'The picture has too many pixels',
    'evidence.hash-mismatch': 'The data arrived damaged and was not kept; send it again',
    'evidence.too-many-uploads': 'Too many uploads at once; wait for the others to finish',
    'evidence.quota': 'Your upload limit for today is used up; ask the dispatcher',
    'evidence.upload-gone': 'The upload has expired; send it again',
    'evidence.bad-upload': 'The upload was malformed and not kept',
    'evidence.no-preview': 'This file has no preview',
    'evidence.cancelled': 'The upload was cancelled',
    'evidence.no-link': 'The link was lost before the file arrived; retry when it is back',
    'evidence.incident-needed': 'Say for which incident the picture is',
    'camera.no-frame': 'The camera has no picture now',
    'evidence.bytes-missing': 'The bytes of this file are missing; tell the administrator',
  },
};
