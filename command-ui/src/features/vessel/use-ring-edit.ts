import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import type { LatLon } from '@haigang/shared/kernel/geodesy';
import type { PortSite } from '@haigang/shared/features/vessel/port-site';
import { ringsOf, withRing, type SiteRing } from '@haigang/shared/features/vessel/port-site.rings';
import { roundedPlace } from './port-plan-held.js';
import { stepped } from './port-plan-keys.js';
import type { CornerHandlers } from './port-plan-rings.js';
import { middleOfEdge, withCorner, withoutCorner } from './port-ring-edit.js';

/** The corner that has the focus. */
export interface FocusedCorner {
  readonly at: number;
  readonly count: number;
  readonly place: LatLon;
}

/** [AIS114] The corners of the chosen ring by keys: arrows move, Delete and Backspace remove, Insert and Enter put one on the edge after. */
export function useRingEdit(options: {
  svg: RefObject<Element | null>;
  site: PortSite;
  selected: string | null;
  onChange: (site: PortSite) => void;
  /** A corner has got the focus by keyboard, or was moved. */
  onReach: (place: LatLon) => void;
  /** No further corner, or none less. */
  onRefused: (why: 'few' | 'many') => void;
}): { readonly focused: FocusedCorner | null; readonly corners: CornerHandlers } {
  const { svg, site, selected, onRefused, onReach } = options;
  const [at, setAt] = useState<number | null>(null);
  const wanted = useRef<number | null>(null);
  useEffect(() => {
    if (wanted.current === null) return;
    svg.current?.querySelector<SVGElement>(`[data-corner="${wanted.current}"]`)?.focus();
    wanted.current = null;
  });
  const chosen = ringsOf(site).find(({ id }) => id === selected);
  const put = (ring: SiteRing['ring'], focus: number): void => {
    if (!chosen) return;
    wanted.current = focus;
    options.onChange(withRing(site, chosen.id, ring));
  };
  const remove = (corner: number): void => {
    const ring = chosen && withoutCorner(chosen.ring, corner);
    if (ring) put(ring, Math.min(corner, ring.length - 1));
    else onRefused('few');
  };
  const insert = (corner: number): void => {
    const ring = chosen && withCorner(chosen.ring, corner, roundedPlace(middleOfEdge(chosen.ring, corner)));
    if (ring) put(ring, corner + 1);
    else onRefused('many');
  };
  const place = at === null ? undefined : chosen?.ring[at];
  return {
    focused: at === null || !place || !chosen ? null : { at, count: chosen.ring.length, place },
    corners: {
      onFocus: (corner) => {
        setAt(corner);
        const there = chosen?.ring[corner];
        if (there) onReach(there);
      },
      onBlur: () => setAt(null),
      onRemove: remove,
      onKeyDown: (event: KeyboardEvent, corner) => {
        const from = chosen?.ring[corner];
        const to = from && stepped(from, event);
        if (to) put(chosen.ring.with(corner, roundedPlace(to)), corner);
        else if (event.key === 'Delete' || event.key === 'Backspace') remove(corner);
        else if (event.key === 'Insert' || event.key === 'Enter') insert(corner);
        else return;
        event.preventDefault();
      },
    },
  };
}
