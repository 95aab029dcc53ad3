import type { appZh } from './app.zh.js';
import type { Texts } from './texts.js';

export const appEn: Texts<typeof appZh> = {
  texts: {
    app: {
      name: 'Haigang Emergency Command',
      short: 'Haigang',
      english: 'Haigang',
      otherLanguage: 'zh-CN',
      simulated: 'SIMULATED',
      drill: 'Exercise',
      beijingTime: 'Beijing Time',
      loading: 'Loading…',
    },
    nav: {
      command: 'Command',
      bigscreen: 'Big Screen',
      incident: 'Incidents',
      conference: 'Conference',
      qs: 'Conveyance Quarantine',
      ais: 'Ship AIS',
      video: 'Video',
      mobile: 'Mobile Office',
      ejt: 'e-Jiantong Inspection',
      radiation: 'Radiation',
      settings: 'Settings',
      admin: 'Admin',
      field: 'Frontline officer',
    },
    fresh: {
      live: 'Live',
      stale: 'As of {{time}}',
      offline: 'Offline',
      never: 'Not connected',
      age: '{{seconds}} s ago',
    },
    link: {
      connecting: 'Connecting to the centre…',
      stale: 'No link to the centre for {{elapsed}}, reconnecting by itself; pictures and data are as of then',
      offline: 'No network; reconnects by itself',
      refused: 'Please sign in again',
      'client-too-old': 'This page is outdated, please reload',
      'server-too-old': 'The server is older than this page, reload later',
      reload: 'Reload',
    },
  },
  log: {},
  error: {
    title: 'Not done',
    retry: 'Try again',
    close: 'Close',
    unknown: 'Something unexpected happened; try again, or tell the administrator',
    'link.offline': 'No link to the centre, try again shortly',
    'request.secret-shown-once':
      'The link or code is shown once and was lost on the way; withdraw it and issue another',
    'call.no-reply': 'The centre did not answer, try again',
    'storage.disk-full': 'The server disk is full, nothing was saved: tell the administrator',
    'storage.write-failed': 'The server disk failed, saving is not confirmed: try again',
    'calls.too-many': 'Too many actions, wait a moment',
    'audit.not-allowed': 'Your role does not read the audit',
    'http.unexpected': 'The centre answered strangely, try again',
  },
};
