import type { stageZh } from './stage.zh.js';
import type { Texts } from './texts.js';

export const stageEn: Texts<typeof stageZh> = {
  texts: {
    keys: {
      title: 'Keyboard',
      help: 'List of keys',
      note: 'The keys that work now. While you write, letters are letters; while a dialog is open, keys belong to it.',
      escape: 'Close a dialog or panel; back to the port (a call goes on)',
      microphone: 'Mute / unmute',
      camera: 'Camera on / off',
      screen: 'Share a screen / stop',
      hand: 'Raise / lower hand',
      message: 'Write a message',
      lobby: 'Go to the lobby, Enter admits',
      decision: 'Open the decision that waits, or propose one',
      askedOfYou: 'Open the decision or order that waits for you',
      files: 'Open the files of the incident',
    },
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
