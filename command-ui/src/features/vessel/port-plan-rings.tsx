import type { FocusEvent, KeyboardEvent, PointerEventHandler, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LatLon } from '@haigang/shared/kernel/geodesy';
import type { Ring } from '@haigang/shared/kernel/polygon';
import { LIMIT_ID, type SiteCrossing, type SiteRing } from '@haigang/shared/features/vessel/port-site.rings';
import { toPx, type Frame } from './port-plan-frame.js';
import { useRingName } from './port-plan-words.js';
import { middleOfEdge } from './port-ring-edit.js';
import type { Grip } from './use-plan-drag.js';

const CORNER_PX = 5;
const MIDDLE_PX = 4;
const HIT_PX = 11;
/** An edge that looks shorter has no room for the handle in its middle. */
const LEAST_EDGE_PX = 36;

type GripOf = (grip: Grip) => PointerEventHandler;

export function pointsOf(frame: Frame, places: readonly LatLon[]): string {
  return places.map((place) => toPx(frame, place).join()).join(' ');
}

/** The water of the limit and the zones, under everything else; a press chooses one. */
export function PlanAreas(props: {
  rings: readonly SiteRing[];
  frame: Frame;
  selected: string | null;
  changed: readonly string[];
  crossings: readonly SiteCrossing[];
  grip: GripOf;
}): ReactNode {
  const nameOf = useRingName();
  const { rings, frame, selected, changed, crossings } = props;
  const look = (id: string): string =>
    [
      id === LIMIT_ID ? 'limit' : 'zone',
      changed.includes(id) ? 'changed' : '',
      id === selected ? 'chosen' : '',
      crossings.some((one) => one.id === id) ? 'crossed' : '',
    ]
      .filter(Boolean)
      .join(' ');
  return rings.map(({ id, name, ring }) => (
    <polygon
      key={id}
      className={look(id)}
      points={pointsOf(frame, ring)}
      onPointerDown={props.grip({ kind: 'ground', id })}
    >
      <title>{nameOf({ name })}</title>
    </polygon>
  ));
}

export interface CornerHandlers {
  readonly onFocus: (at: number) => void;
  readonly onBlur: () => void;
  readonly onKeyDown: (event: KeyboardEvent, at: number) => void;
  readonly onRemove: (at: number) => void;
}

/** [AIS114] The edge of each ring, to be chosen by hand or keyboard, and behind it in their order the corners of the chosen. */
export function PlanOutlines(props: {
  rings: readonly SiteRing[];
  frame: Frame;
  selected: string | null;
  /** While something is held its ring has no handles to insert by. */
  isHeld: boolean;
  grip: GripOf;
  onFocus: (id: string, event: FocusEvent) => void;
  corners: CornerHandlers;
}): ReactNode {
  const nameOf = useRingName();
  const { frame, selected, grip } = props;
  return props.rings.map((one) => (
    <g key={one.id} className="ring">
      <polygon
        className="outline"
        role="button"
        tabIndex={0}
        aria-label={nameOf(one)}
        aria-pressed={one.id === selected}
        points={pointsOf(frame, one.ring)}
        onPointerDown={grip({ kind: 'ground', id: one.id })}
        onFocus={(event) => props.onFocus(one.id, event)}
      />
      {one.id === selected ? <Handles {...{ one, frame, grip }} hasMiddles={!props.isHeld} on={props.corners} /> : null}
    </g>
  ));
}

function Handles(props: {
  one: SiteRing;
  frame: Frame;
  hasMiddles: boolean;
  grip: GripOf;
  on: CornerHandlers;
}): ReactNode {
  const { t } = useTranslation();
  const nameOf = useRingName();
  const { one, frame, on } = props;
  return (
    <>
      {props.hasMiddles ? <Middles {...{ one, frame, grip: props.grip }} /> : null}
      {one.ring.map((corner, at) => {
        const [x, y] = toPx(frame, corner);
        return (
          <g
            key={at}
            className="corner"
            role="button"
            tabIndex={0}
            data-corner={at}
            aria-label={t('portSite.cornerOf', { corner: at + 1, name: nameOf(one) })}
            onPointerDown={props.grip({ kind: 'corner', ring: one, at })}
            onDoubleClick={() => on.onRemove(at)}
            onFocus={() => on.onFocus(at)}
            onBlur={on.onBlur}
            onKeyDown={(event) => on.onKeyDown(event, at)}
          >
            <circle className="hit" cx={x} cy={y} r={HIT_PX} />
            <rect x={x - CORNER_PX} y={y - CORNER_PX} width={2 * CORNER_PX} height={2 * CORNER_PX} />
          </g>
        );
      })}
    </>
  );
}

function Middles({ one, frame, grip }: { one: SiteRing; frame: Frame; grip: GripOf }): ReactNode {
  return one.ring.map((_, at) => {
    if (edgePx(frame, one.ring, at) < LEAST_EDGE_PX) return null;
    const [x, y] = toPx(frame, middleOfEdge(one.ring, at));
    return (
      <g key={at} className="middle" aria-hidden onPointerDown={grip({ kind: 'edge', ring: one, at })}>
        <circle className="hit" cx={x} cy={y} r={HIT_PX} />
        <circle className="dot" cx={x} cy={y} r={MIDDLE_PX} />
      </g>
    );
  });
}

function edgePx(frame: Frame, ring: Ring, at: number): number {
  const [from, to] = [ring[at], ring[(at + 1) % ring.length]];
  if (!from || !to) return 0;
  const [[x1, y1], [x2, y2]] = [toPx(frame, from), toPx(frame, to)];
  return Math.hypot(x2 - x1, y2 - y1);
}
