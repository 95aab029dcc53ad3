import type { chartZh } from './chart.zh.js';
import type { Texts } from './texts.js';

export const chartEn: Texts<typeof chartZh> = {
  texts: {
    chart: {
      open: 'Port chart',
      hint: 'Vessels, incidents and where I am; the base map works without a network',
      back: 'Back',
      opening: 'Opening the chart…',
      notLoaded:
        'The chart did not open: no network, or it is not kept on this device yet. Press again with a network.',
      noWebGl: 'This device cannot draw the chart (no WebGL 2)',
      legend: 'Legend',
      find: 'Find',
      findClose: 'Back to chart',
      findNearest: '{{count}} in and around the port, nearest first',
      findByName: '{{count}} in and around the port, by name (no position of this phone yet)',
      findNone: 'No vessel matches: check the name, MMSI, IMO number or call sign',
      findNobody: 'No vessel received yet: check the network and how AIS does',
      findMore: '{{count}} more: type some more letters',
      me: 'My position',
      here: 'Me',
    },
  },
};
