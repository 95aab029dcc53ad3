import type { chartToolZh } from './chart-tool.zh.js';
import type { Texts } from './texts.js';

export const chartToolEn: Texts<typeof chartToolZh> = {
  measure: 'Measure',
  measureLong: 'Measure distances and bearings on the chart',
  rings: 'Rings',
  ringsLong: 'Range rings around the chosen vessel or a point, or none',
  replay: 'Replay',
  replayLong: 'Play the past of the chart again',
  follow: 'Follow',
  followLong: 'Keep the chart with the chosen vessel, or stop',
  chooseFirst: 'Choose a vessel that has a position first',
  whereRings: 'Click where the rings should be',
  following: 'Following',
  stop: 'Stop',
  total: 'Total',
  lastLeg: 'Last leg',
  cables: '{{cables}} cables',
  bearing: '{{degrees}}° true',
  hint: 'Click adds a point, a double click ends, Backspace takes one back',
  end: 'End',
  clear: 'Clear',
};
