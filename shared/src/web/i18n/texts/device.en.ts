import type { deviceZh } from './device.zh.js';
import type { Texts } from './texts.js';

export const deviceEn: Texts<typeof deviceZh> = {
  texts: {
    localDevice: {
      title: 'Camera and sound',
      open: 'Devices',
      camera: 'Camera',
      microphone: 'Microphone',
      speaker: 'Speaker',
      systemDefault: 'System default',
      noiseSuppression: 'Reduce background noise',
      level: 'Microphone level',
      silent: 'The microphone is muted; its level shows when it is on',
      preview: 'Your picture',
      kept: 'Your choice is kept in this browser.',
      notOpened: 'This device cannot be opened; the one before is used again',
      cameraInstead: 'The camera was unplugged; now used: {{name}}',
      microphoneInstead: 'The microphone was unplugged; now used: {{name}}',
      speakerInstead: 'The speaker was unplugged; the system default is used',
      turn: 'Turn camera',
      torch: 'Torch',
      torchRefused: 'The torch cannot be switched on',
      shareScreen: 'Share screen',
      stopScreen: 'Stop sharing',
    },
  },
  log: {},
  error: {},
};
