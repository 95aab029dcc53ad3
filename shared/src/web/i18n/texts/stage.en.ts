import type { stageZh } from './stage.zh.js';
import type { Texts } from './texts.js';

export const stageEn: Texts<typeof stageZh> = {
  texts: {
    stage: {
      more: '{{count}} more, see the list',
      pick: 'Enlarge on this screen',
      screen: 'Shared screen',
      layout: 'Layout',
      focus: 'Scene first',
      speaker: 'Follow the speaker',
      grid: 'Grid',
    },
  },
  log: {},
  error: {},
};
