import { useEffect, useRef, useState } from 'react';
import type { LatLon } from '@haigang/shared/kernel/geodesy';
import type { RadiationGate, Zone } from '@haigang/shared/features/vessel/port-site';
import { cornerAdded, cornerTakenBack, NEW_ZONE, NO_DRAWING, refusalToClose, type Drawing } from './port-drawing.js';

export interface DrawingTools {
  readonly drawing: Drawing;
  readonly begin: (kind: 'zone' | 'gate') => void;
  /** The next corner, or where the gate is. */
  readonly put: (place: LatLon) => void;
  readonly takeBack: () => void;
  readonly close: () => void;
  readonly giveUp: () => void;
}

const NAMELESS = { id: '', name: { zh: '', en: '' } };

/**
 * [AIS114] Draws a zone or places a gate. `onDrawn` asks for the rest; what is drawn stays until `giveUp`, so that who
 * does not answer goes on drawing.
 */
export function useDrawing(onDrawn: (part: Zone | RadiationGate) => void): DrawingTools {
  const [drawing, setDrawing] = useState<Drawing>(NO_DRAWING);
  const tools: DrawingTools = {
    drawing,
    begin: (kind) => setDrawing(kind === 'zone' ? NEW_ZONE : { kind }),
    put: (centre) => {
      if (drawing.kind === 'gate') onDrawn({ ...NAMELESS, centre });
      if (drawing.kind === 'zone') setDrawing(cornerAdded(drawing, centre));
    },
    takeBack: () => {
      if (drawing.kind === 'zone') setDrawing(cornerTakenBack(drawing));
    },
    close: () => {
      if (drawing.kind !== 'zone') return;
      const refused = refusalToClose(drawing);
      setDrawing({ ...drawing, refused });
      if (!refused) onDrawn({ ...NAMELESS, ring: [...drawing.corners], noEntry: false, speedLimitKnots: null });
    },
    giveUp: () => setDrawing(NO_DRAWING),
  };
  useDrawingKeys(tools);
  return tools;
}

function useDrawingKeys(tools: DrawingTools): void {
  const latest = useRef(tools);
  useEffect(() => {
    latest.current = tools;
  });
  const isDrawing = tools.drawing.kind !== 'nothing';
  useEffect(() => {
    if (!isDrawing) return undefined;
    const pressed = (event: KeyboardEvent): void => {
      const { close, takeBack, giveUp } = latest.current;
      const run = new Map([
        ['Enter', close],
        ['Backspace', takeBack],
        ['Escape', giveUp],
      ]).get(event.key);
      if (!run || event.ctrlKey || event.altKey || event.metaKey || !isForDrawing(event)) return;
      event.preventDefault();
      run();
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, [isDrawing]);
}

/** Not for who writes or answers a dialog; Enter on a button presses it. */
function isForDrawing({ key, target }: KeyboardEvent): boolean {
  if (document.querySelector('dialog[open]')) return false;
  const elsewhere = key === 'Enter' ? 'input, select, textarea, button, a' : 'input, select, textarea';
  return !(target instanceof Element && target.closest(elsewhere));
}
