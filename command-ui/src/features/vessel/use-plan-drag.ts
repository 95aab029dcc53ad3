import { useRef, useState, type PointerEvent } from 'react';
import { offset, type LatLon } from '@haigang/shared/kernel/geodesy';
import type { SitePart, Zone } from '@haigang/shared/features/vessel/port-site';
import type { SiteRing } from '@haigang/shared/features/vessel/port-site.rings';
import type { Frame } from './port-plan-frame.js';
import type { Snap } from './port-plan-snap.js';
import { middleOfEdge } from './port-ring-edit.js';

/** What has one place on the plan. */
export type PlacePart = Exclude<SitePart, Zone>;

/** What the pointer went down on. */
export type Grip =
  /** The water, or a ring of that id: moved, it moves the view. */
  | { readonly kind: 'ground'; readonly id: string | null }
  | { readonly kind: 'place'; readonly part: PlacePart }
  | { readonly kind: 'corner'; readonly ring: SiteRing; readonly at: number }
  /** The middle of the edge that begins at a corner: a corner that is not yet. */
  | { readonly kind: 'edge'; readonly ring: SiteRing; readonly at: number };

/** A part or corner on its way. */
export interface Held {
  readonly grip: Exclude<Grip, { kind: 'ground' }>;
  readonly to: LatLon;
  readonly snap: Snap | null;
}

interface Pressed {
  readonly grip: Grip;
  readonly anchor: LatLon;
  readonly event: Pick<PointerEvent, 'clientX' | 'clientY' | 'pointerId'>;
  isMoved: boolean;
}

/** A hand that trembles less than this presses and does not move. */
const STILL_PX = 3;

/** Moves what is pressed on the plan by the pointer; nothing is changed before it is let go, nor when the pointer is lost. */
export function usePlanDrag(options: {
  frame: Frame;
  /** Where a corner would be put instead. */
  snap: (grip: Held['grip'], to: LatLon) => Snap | null;
  onPan: (centre: LatLon) => void;
  onDrop: (held: Held) => void;
  onTap: (grip: Grip, event: PointerEvent) => void;
}) {
  const { frame, onPan } = options;
  const [held, setHeld] = useState<Held | null>(null);
  const pressed = useRef<Pressed | null>(null);
  const giveUp = (): void => {
    pressed.current = null;
    setHeld(null);
  };
  const heldAt = ({ grip, anchor, event: from }: Pressed, event: PointerEvent): Held | null => {
    const [east, south] = [event.clientX - from.clientX, event.clientY - from.clientY];
    if (grip.kind === 'ground') return null;
    const to = offset(anchor, east * frame.metresPerPx, -south * frame.metresPerPx);
    const snap = event.altKey ? null : options.snap(grip, to);
    return { grip, to: snap?.place ?? to, snap };
  };
  const move = (event: PointerEvent): void => {
    const now = pressed.current;
    if (now?.event.pointerId !== event.pointerId) return;
    if (event.buttons === 0) {
      giveUp();
      return;
    }
    const [east, south] = [event.clientX - now.event.clientX, event.clientY - now.event.clientY];
    if (!now.isMoved && Math.hypot(east, south) < STILL_PX) return;
    if (!now.isMoved) event.currentTarget.setPointerCapture(event.pointerId);
    now.isMoved = true;
    if (now.grip.kind === 'ground') {
      onPan(offset(now.anchor, -east * frame.metresPerPx, south * frame.metresPerPx));
    } else setHeld(heldAt(now, event));
  };
  const end = (event: PointerEvent): void => {
    const now = pressed.current;
    if (now?.event.pointerId !== event.pointerId) return;
    giveUp();
    const dropped = now.isMoved ? heldAt(now, event) : null;
    if (dropped) options.onDrop(dropped);
    if (!now.isMoved) options.onTap(now.grip, event);
  };
  return {
    held,
    /** Whether the pointer is down: focus it brings chooses nothing. */
    isPressed: (): boolean => pressed.current !== null,
    giveUp,
    grip:
      (grip: Grip) =>
      (event: PointerEvent): void => {
        if (event.button !== 0 || pressed.current) return;
        event.stopPropagation();
        const { clientX, clientY, pointerId } = event;
        const anchor = anchorOf(grip, frame);
        pressed.current = { grip, anchor, event: { clientX, clientY, pointerId }, isMoved: false };
      },
    onPlan: { onPointerMove: move, onPointerUp: end, onPointerCancel: giveUp },
  };
}

function anchorOf(grip: Grip, frame: Frame): LatLon {
  switch (grip.kind) {
    case 'ground':
      return frame.centre;
    case 'place':
      return grip.part.centre;
    case 'corner':
      return grip.ring.ring[grip.at] ?? frame.centre;
    case 'edge':
      return middleOfEdge(grip.ring.ring, grip.at);
  }
}
