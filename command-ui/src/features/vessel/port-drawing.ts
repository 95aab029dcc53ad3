import type { LatLon } from '@haigang/shared/kernel/geodesy';
import type { Ring } from '@haigang/shared/kernel/polygon';
import { crossingOfLine, crossingOfRing, type Crossing } from '@haigang/shared/kernel/ring-crossing';
import { RING_CORNERS } from '@haigang/shared/features/vessel/port-site';

/** Why a corner was not taken or a zone not closed: it has too few or too many corners, or would cross itself. */
export type Refusal =
  | { readonly why: 'few' | 'many' }
  /** Among so many corners, the one that was not taken included. */
  | { readonly why: 'crosses'; readonly crossing: Crossing; readonly count: number };

export interface ZoneDrawing {
  readonly kind: 'zone';
  readonly corners: Ring;
  /** Of the last try; null once something went well. */
  readonly refused: Refusal | null;
}

/** What is being drawn on the plan: nothing, a zone corner by corner, or a radiation gate by one click. */
export type Drawing = { readonly kind: 'nothing' } | { readonly kind: 'gate' } | ZoneDrawing;

export const NO_DRAWING: Drawing = { kind: 'nothing' };
export const NEW_ZONE: ZoneDrawing = { kind: 'zone', corners: [], refused: null };

/** [AIS114] [AIS116] One corner more; not one that would make the line cross itself. */
export function cornerAdded(drawing: ZoneDrawing, corner: LatLon): ZoneDrawing {
  const corners = [...drawing.corners, corner];
  const crossing = crossingOfLine(corners);
  if (crossing) return { ...drawing, refused: { why: 'crosses', crossing, count: corners.length } };
  if (corners.length > RING_CORNERS.most) return { ...drawing, refused: { why: 'many' } };
  return { ...drawing, corners, refused: null };
}

export function cornerTakenBack(drawing: ZoneDrawing): ZoneDrawing {
  return { ...drawing, corners: drawing.corners.slice(0, -1), refused: null };
}

/** [AIS114] [AIS116] Why what is drawn is no zone yet; null for one that may be closed. */
export function refusalToClose({ corners }: ZoneDrawing): Refusal | null {
  if (corners.length < RING_CORNERS.least) return { why: 'few' };
  const crossing = crossingOfRing(corners);
  return crossing ? { why: 'crosses', crossing, count: corners.length } : null;
}
