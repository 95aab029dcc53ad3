import type { wallZh } from './wall.zh.js';
import type { Texts } from './texts.js';

export const wallEn: Texts<typeof wallZh> = {
  texts: {
    wall: {
      voicesOn: 'Play the voices of the conference',
      voicesOff: 'Stop the voices of the conference',
      qsTitle: 'Conveyance quarantine',
      ejtTitle: 'e-Jiantong',
      notConnected: 'Not connected',
      notConnectedHint: 'This source is not connected yet',
      duty: 'On duty',
      onDuty: 'On duty',
      reachable: 'Reachable',
      unreachable: 'Not reachable',
      soundBlocked: 'Ringing blocked by the browser',
      clocks: 'Clocks · requests',
      noClocks: 'No clock running',
      map: 'Port picture',
      cameras: 'Cameras',
      soundNeeded: 'The browser blocks the ringing. Press here to allow it',
      report: 'Report',
      dutyNone: 'Nobody on duty',
      targets: 'targets',
      online: 'online',
      pairTitle: 'Pair this display',
      pairText: 'An administrator or dispatcher opens the Admin page and enters this code',
      paired: 'Paired',
      pairAgain: 'Pair again',
      revoked: 'This display was revoked',
      gaveWay: 'This display waited too long to be paired and gave way to others',
      ended: 'The pairing of this display is no longer valid',
      outdated: 'This page and the server are of different versions; it renews itself',
    },
  },
  log: {},
  error: {},
};
