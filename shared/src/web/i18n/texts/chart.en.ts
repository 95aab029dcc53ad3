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
      me: 'My position',
      here: 'Me',
    },
  },
};
