import { useEffect, useState, type RefObject } from 'react';
import type { LatLon } from '@haigang/shared/kernel/geodesy';
import type { PortSite } from '@haigang/shared/features/vessel/port-site';
import {
  isInFrame,
  isShown,
  lensOf,
  zoomed,
  type Frame,
  type Lens,
  type PlanView,
  type Size,
} from './port-plan-frame.js';

/** Until the plan has been measured. */
const FIRST_SIZE: Size = { width: 600, height: 368 };

export interface PlanLens {
  readonly frame: Frame;
  /** Null once the person has looked closer or elsewhere. */
  readonly view: PlanView | null;
  readonly show: (view: PlanView) => void;
  readonly zoom: (factor: number, about?: LatLon) => void;
  readonly pan: (centre: LatLon) => void;
  /** Keeps what is shown now, whatever changes. */
  readonly hold: () => void;
  /** Brings a place into the plan when it is beside it. */
  readonly reveal: (place: LatLon) => void;
}

/** What the plan shows: a view that follows what is chosen, until the person looks closer or elsewhere. */
export function usePlanLens(svg: RefObject<Element | null>, site: PortSite, selected: string | null): PlanLens {
  const size = useSize(svg);
  const [view, setView] = useState<PlanView>('near');
  const [own, setOwn] = useState<Lens | null>(null);
  const frame: Frame = { ...(own ?? lensOf(site, view, selected, size)), ...size };
  const hold = (centre = frame.centre): void => setOwn({ centre, metresPerPx: frame.metresPerPx });
  // Who chooses in the list what is beside the plan wants to see it.
  const [shownFor, setShownFor] = useState(selected);
  if (shownFor !== selected) {
    setShownFor(selected);
    if (own && !isShown(frame, site, selected)) setOwn(null);
  }
  return {
    frame,
    view: own ? null : view,
    show: (next) => {
      setView(next);
      setOwn(null);
    },
    zoom: (factor, about = frame.centre) => setOwn(zoomed(frame, factor, about)),
    pan: hold,
    hold: () => hold(),
    reveal: (place) => {
      if (!isInFrame(frame, place)) hold(place);
    },
  };
}

function useSize(ref: RefObject<Element | null>): Size {
  const [size, setSize] = useState(FIRST_SIZE);
  useEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      const { width, height } = entry?.contentRect ?? FIRST_SIZE;
      if (width > 0 && height > 0) setSize({ width, height });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return size;
}
