import type { chartZh } from './chart.zh.js';
import type { Texts } from './texts.js';

export const chartEn: Texts<typeof chartZh> = {
  texts: {
    chart: {
      open: 'Port chart',
      hint: 'Vessels, incidents and where I am; the base map works without a network',
      back: 'Back',
      opening: 'Opening the chart…',
      noWebGl: 'This device cannot draw the chart (no WebGL 2)',
      legend: 'Legend',
      me: 'My position',
      here: 'Me',
    },
  },
};
