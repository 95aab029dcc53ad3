import type { fieldZh } from './field.zh.js';
import type { Texts } from './texts.js';

export const fieldEn: Texts<typeof fieldZh> = {
  texts: {
    field: {
      centreConnected: 'Centre connected',
      onDuty: 'On duty',
      offDuty: 'Off duty',
      goOnDuty: 'Go on duty',
      goOffDuty: 'Go off duty',
      dutyHint: 'The screen stays awake on duty; leaving this page shows you as not reachable',
      keepForeground: 'Keep this page in front',
      openInBrowser: 'Open in the browser',
      openInBrowserText:
        'Pages inside WeChat and other apps cannot use camera and microphone. Press "…" at the top right and choose "Open in browser", or copy the address.',
      copyAddress: 'Copy address',
      callDuty: 'Phone the duty room',
      offlineTitle: 'Offline {{elapsed}}',
      offlineText: 'A conference needs the network; it reconnects by itself.',
      updateReady: 'New version ready',
      updateNow: 'Update and reopen',
      position: 'Position ±{{metres}} m',
      noPosition: 'No position',
    },
  },
  log: {},
  error: {},
};
