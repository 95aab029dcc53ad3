import type { annotationZh } from './annotation.zh.js';
import type { Texts } from './texts.js';

export const annotationEn: Texts<typeof annotationZh> = {
  texts: {
    annotation: {
      title: 'Annotate',
      freeze: 'Freeze & draw',
      freezeShort: 'Draw',
      sending: 'Freezing…',
      chooseFrame: 'Choose the picture to draw on (as it was when you pressed)',
      noPicture: 'There is no picture to freeze: nobody sends one, or it is paused',
      board: 'Drawing #{{number}}',
      subject: 'picture of {{name}} at {{time}}',
      openedBy: 'opened by {{name}}',
      minimise: 'Minimise',
      show: 'Show',
      tool: { pen: 'Pen', arrow: 'Arrow', ellipse: 'Circle', text: 'Text' },
      undo: 'Undo',
      clearOwn: 'Clear mine',
      clearAll: 'Clear all',
      close: 'Close & file',
      closing: 'Filing…',
      closedWithConference:
        'The conference has ended: annotation #{{number}} was closed, its picture and strokes are kept',
      closedPlain: 'No picture could be composed; the strokes are filed as data',
      write: 'Write, then press Enter',
      saved: 'Drawing #{{number}} filed {{hash}}',
      filed: 'Filed drawings: {{count}}',
      previous: 'Previous',
      next: 'Next',
      viewing: 'Filed · {{strokes}} strokes · {{hash}}',
      back: 'Back',
    },
  },
  log: {
    'annotation-opened': 'Opened drawing #{{number}} on the picture of {{subject}} {{hash}}',
    'annotation-closed': 'Filed drawing #{{number}} on the picture of {{subject}}, {{strokes}} strokes {{hash}}',
  },
  error: {
    'annotation.unknown': 'There is no such drawing',
    'annotation.not-allowed': 'You may not draw in this conference',
    'annotation.no-still': 'A drawing needs a still of this conference',
    'annotation.already-open': 'A drawing is open already; use it or close it first',
    'annotation.closed': 'This drawing is closed',
    'annotation.stroke-known': 'This stroke has arrived already',
    'annotation.full': 'The drawing is full; close it and open another',
    'annotation.not-yours': 'Only the host or who opened it may do this',
    'annotation.stale': 'Somebody has just drawn another stroke; try again',
    'annotation.wrong-picture': 'The composed picture does not belong to this drawing',
  },
};
