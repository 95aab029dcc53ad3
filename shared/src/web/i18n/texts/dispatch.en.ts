import type { dispatchZh } from './dispatch.zh.js';
import type { Texts } from './texts.js';

export const dispatchEn: Texts<typeof dispatchZh> = {
  texts: {
    dispatch: {
      mine: 'My tasks',
      none: 'No tasks',
      noneHint: 'Tasks from the centre appear here',
      confirm: 'Confirm',
      confirmed: 'Confirmed {{time}}',
      onScene: 'On scene',
      onSceneAt: 'On scene {{time}}',
      waiting: 'not confirmed {{elapsed}}',
      team: 'Dispatch',
      acks: '{{done}} / {{all}} confirmed',
      noPosition: 'No position; reason',
      noPositionDefault: 'The phone has no position',
    },
  },
  log: {
    dispatched: 'Dispatched {{team}}',
    'dispatch-confirmed': '{{name}} confirmed the task',
  },
  error: {
    'dispatch.position-or-reason': 'A position or a reason is needed',
    'dispatch.not-an-officer': 'Somebody chosen is no officer on duty',
  },
};
