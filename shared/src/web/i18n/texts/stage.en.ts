import type { stageZh } from './stage.zh.js';
import type { Texts } from './texts.js';

export const stageEn: Texts<typeof stageZh> = {
  texts: {
    stage: {
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
