import type { FocusEventHandler, KeyboardEvent, PointerEventHandler, ReactNode } from 'react';
import { destination } from '@haigang/shared/kernel/geodesy';
import type { Anchorage, Berth, PortSite, RadiationGate } from '@haigang/shared/features/vessel/port-site';
import { inLanguage } from '@haigang/shared/web/i18n';
import { toPx, type Frame } from './port-plan-frame.js';
import type { PlacePart } from './use-plan-drag.js';

const TEXT_PX = 15;
/** A quay seen from far is still a line. */
const LEAST_QUAY_PX = 5;
const GATE_PX = 5;
/** A berth drawn shorter has no room for its name beside those of its neighbours; a gate has from here on, metres a pixel. */
const NAMED = { berthPx: 36, gateMetresPerPx: 9 };

/** What a place on the plan does with focus, keys and the pointer. */
export interface PlaceHandlers {
  readonly onFocus: FocusEventHandler;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onPointerDown: PointerEventHandler;
}

/** Radiation gates, anchorages and berths, each to be moved by hand or keys. [AIS100] */
export function PlanPlaces(props: {
  site: PortSite;
  frame: Frame;
  selected: string | null;
  changed: readonly string[];
  handlers: (part: PlacePart) => PlaceHandlers;
}): ReactNode {
  const { site, frame, selected, changed } = props;
  const place = (part: PlacePart, children: ReactNode): ReactNode => (
    <g
      key={part.id}
      role="button"
      tabIndex={0}
      aria-label={inLanguage(part.name)}
      className={[part.id === selected ? 'chosen' : '', changed.includes(part.id) ? 'changed' : ''].join(' ').trim()}
      {...props.handlers(part)}
    >
      {children}
    </g>
  );
  const nameOf = (part: Berth | RadiationGate): string | null => {
    const { metresPerPx } = frame;
    const hasRoom =
      'axisDeg' in part ? part.lengthMetres / metresPerPx >= NAMED.berthPx : metresPerPx <= NAMED.gateMetresPerPx;
    return hasRoom || part.id === selected ? part.id : null;
  };
  return (
    <>
      {site.anchorages.map((one) => place(one, <AnchorageMark {...{ one, frame }} />))}
      {site.berths.map((one) => place(one, <BerthMark {...{ one, frame, name: nameOf(one) }} />))}
      {(site.radiationGates ?? []).map((one) => place(one, <GateMark {...{ one, frame, name: nameOf(one) }} />))}
    </>
  );
}

function AnchorageMark({ one, frame }: { one: Anchorage; frame: Frame }): ReactNode {
  const [x, y] = toPx(frame, one.centre);
  return (
    <>
      <circle cx={x} cy={y} r={one.radiusMetres / frame.metresPerPx} />
      <text x={x} y={y} fontSize={TEXT_PX} dy="0.35em">
        {one.id}
      </text>
    </>
  );
}

function BerthMark({ one, frame, name }: { one: Berth; frame: Frame; name: string | null }): ReactNode {
  const end = (turn: number) => toPx(frame, destination(one.centre, one.axisDeg + turn, one.lengthMetres / 2));
  const [[x1, y1], [x2, y2]] = [end(180), end(0)];
  const [x, y] = toPx(frame, one.centre);
  const strokeWidth = Math.max(one.widthMetres / frame.metresPerPx, LEAST_QUAY_PX);
  return (
    <>
      <line {...{ x1, y1, x2, y2, strokeWidth }} />
      {name === null ? null : (
        <text x={x} y={y - strokeWidth / 2 - TEXT_PX * 0.4} fontSize={TEXT_PX}>
          {name}
        </text>
      )}
    </>
  );
}

function GateMark({ one, frame, name }: { one: RadiationGate; frame: Frame; name: string | null }): ReactNode {
  const [x, y] = toPx(frame, one.centre);
  return (
    <>
      <circle className="hit" cx={x} cy={y} r={GATE_PX * 2} />
      <circle className="gate" cx={x} cy={y} r={GATE_PX} />
      {name === null ? null : (
        <text x={x} y={y + TEXT_PX * 1.4} fontSize={TEXT_PX}>
          {name}
        </text>
      )}
    </>
  );
}
