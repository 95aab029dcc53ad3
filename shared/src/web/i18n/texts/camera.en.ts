import type { cameraZh } from './camera.zh.js';
import type { Texts } from './texts.js';

export const cameraEn: Texts<typeof cameraZh> = {
  texts: {
    camera: {
      short: 'Video',
      points: 'Points',
      key: 'Key cameras',
      watched: 'Watched with a picture',
      title: 'Video surveillance',
      online: '{{online}} / {{all}} online',
      noPicture: 'No picture',
      starting: 'Starting…',
      offline: 'Offline',
      failed: 'No stream',
      simulated: 'Simulated picture',
      retry: 'Retry',
    },
  },
  log: {},
  error: {},
};
