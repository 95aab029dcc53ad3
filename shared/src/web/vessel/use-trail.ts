import { useEffect, useState } from 'react';
import { useConnection, useSettings } from '../connection/index.js';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { openTrail, trailMinutes, type OpenTrail, type TrailState } from './trail.js';

export interface ShownTrail extends TrailState {
  readonly readAgain: () => void;
}

const NOTHING = createStore<TrailState>(() => ({ status: 'loading', track: null, lines: null, failure: null }));

/** The trail of the chosen vessel for as long as it is chosen; null without one, or where trails are switched off. */
export function useTrail(mmsi: string | null): ShownTrail | null {
  const connection = useConnection();
  const settings = useSettings();
  const { minutes } = useStore(trailMinutes);
  const [open, setOpen] = useState<OpenTrail | null>(null);
  useEffect(() => {
    if (mmsi === null || minutes === null) return undefined;
    const trail = openTrail({ connection, settings, mmsi, minutes });
    setOpen(trail);
    return () => {
      trail.close();
      setOpen(null);
    };
  }, [connection, settings, mmsi, minutes]);
  const state = useStore(open?.store ?? NOTHING);
  // Until the next trail is opened the one of the vessel chosen before is still there.
  return open?.mmsi === mmsi ? { ...state, readAgain: open.read } : null;
}
