import { useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { destination, offset, vectorMetres, type LatLon } from '@haigang/shared/kernel/geodesy';
import { placesOf, type Anchorage, type Berth, type PortSite } from '@haigang/shared/features/vessel/port-site';
import { inLanguage } from '@haigang/shared/web/i18n';

const STEP_METRES = 10;
const LONG_STEP_METRES = 100;
/** Ground around what is shown, against its size. */
const MARGIN = 0.08;
/** Seen around the chosen place. */
const NEAR_METRES = 700;
const KEYS: Readonly<Record<string, readonly [east: number, north: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

type Place = Berth | Anchorage;
export type PlanView = 'near' | 'whole';

/** The geometry to scale, north up: a picture of what is about to be saved. The chosen place is moved by hand or keys. */
export function PortSitePlan(props: {
  site: PortSite;
  /** Ids that differ from what holds now. */
  changed: readonly string[];
  view: PlanView;
  selected: string | null;
  onSelect: (id: string) => void;
  /** Called when a move is over. */
  onMove: (place: Place, centre: LatLon) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { site, view, selected, changed } = props;
  const svg = useRef<SVGSVGElement>(null);
  const drag = useRef<{ place: Place; clientX: number; clientY: number } | null>(null);
  const { origin, box } = frameOf(site, view, selected);
  const at = (point: LatLon): readonly [number, number] => {
    const { east, north } = vectorMetres(origin, point);
    return [east, -north];
  };
  const toMetres = ({ clientX, clientY }: Pick<PointerEvent, 'clientX' | 'clientY'>): readonly [number, number] => {
    const matrix = svg.current?.getScreenCTM()?.inverse();
    const point = new DOMPoint(clientX, clientY).matrixTransform(matrix);
    return [point.x, point.y];
  };
  const begin = (event: PointerEvent<SVGElement>, place: Place): void => {
    if (event.button !== 0 || drag.current) return;
    props.onSelect(place.id);
    event.currentTarget.setPointerCapture(event.pointerId);
    const { clientX, clientY } = event;
    drag.current = { place, clientX, clientY };
  };
  /** In the frame of this moment: choosing a place may have changed it since the pointer went down. */
  const dragged = (event: PointerEvent): readonly [east: number, south: number] => {
    const [x, y] = toMetres(event);
    const [fromX, fromY] = drag.current ? toMetres(drag.current) : [x, y];
    return [x - fromX, y - fromY];
  };
  const move = (event: PointerEvent<SVGElement>): void => {
    if (drag.current) event.currentTarget.setAttribute('transform', `translate(${dragged(event).join(' ')})`);
  };
  const giveUp = (event: PointerEvent<SVGElement>): void => {
    drag.current = null;
    event.currentTarget.removeAttribute('transform');
  };
  const end = (event: PointerEvent<SVGElement>): void => {
    const held = drag.current;
    const [east, south] = dragged(event);
    giveUp(event);
    if (held && Math.hypot(east, south) >= 1) props.onMove(held.place, offset(held.place.centre, east, -south));
  };
  const step = (event: KeyboardEvent, place: Place): void => {
    const way = KEYS[event.key];
    if (!way) return;
    event.preventDefault();
    const metres = event.shiftKey ? LONG_STEP_METRES : STEP_METRES;
    props.onMove(place, offset(place.centre, way[0] * metres, way[1] * metres));
  };
  const text = box.height / 24;
  // Berths side by side have no room for their names in the whole port.
  const isNamed = (place: Place): boolean => view === 'near' || place.id === selected;
  const look = ({ id }: Place): string =>
    [id === selected ? 'chosen' : '', changed.includes(id) ? 'changed' : ''].join(' ').trim();
  const handle = (place: Place) => ({
    role: 'button',
    tabIndex: 0,
    'aria-label': inLanguage(place.name),
    className: look(place),
    onFocus: () => props.onSelect(place.id),
    onKeyDown: (event: KeyboardEvent) => step(event, place),
    onPointerDown: (event: PointerEvent<SVGElement>) => begin(event, place),
    onPointerMove: move,
    onPointerUp: end,
    onPointerCancel: giveUp,
  });
  return (
    <svg
      ref={svg}
      className="port-plan"
      viewBox={`${box.x} ${box.y} ${box.width} ${box.height}`}
      role="group"
      aria-label={t('portSite.plan')}
    >
      <polygon className="limit" points={site.limit.map((corner) => at(corner).join()).join(' ')} />
      {(site.zones ?? []).map(({ id, ring }) => (
        <polygon key={id} className="zone" points={ring.map((corner) => at(corner).join()).join(' ')} />
      ))}
      {(site.radiationGates ?? []).map(({ id, centre }) => {
        const [cx, cy] = at(centre);
        return <circle key={id} className="gate" cx={cx} cy={cy} r={text / 3} />;
      })}
      {site.anchorages.map((one) => {
        const [x, y] = at(one.centre);
        return (
          <g key={one.id} {...handle(one)}>
            <circle cx={x} cy={y} r={one.radiusMetres} />
            <text x={x} y={y} fontSize={text} dy="0.35em">
              {one.id}
            </text>
          </g>
        );
      })}
      {site.berths.map((one) => {
        const [from, to] = [180, 0].map((turn) =>
          at(destination(one.centre, one.axisDeg + turn, one.lengthMetres / 2)),
        );
        const [x, y] = at(one.centre);
        if (!from || !to) return null;
        return (
          <g key={one.id} {...handle(one)}>
            <line x1={from[0]} y1={from[1]} x2={to[0]} y2={to[1]} strokeWidth={Math.max(one.widthMetres, text / 3)} />
            {isNamed(one) ? (
              <text x={x} y={y - text * 0.6} fontSize={text}>
                {one.id}
              </text>
            ) : null}
          </g>
        );
      })}
    </svg>
  );
}

interface Edge {
  readonly x: number;
  readonly y: number;
}

/** The middle and the size of what is shown, metres east and south of it: around one place, or everything. */
function frameOf(site: PortSite, view: PlanView, selected: string | null) {
  const places = placesOf(site);
  const near = places.find(({ id }) => id === selected) ?? places[0];
  const origin = near?.centre ?? site.limit[0] ?? { lat: 0, lon: 0 };
  const around = (place: Place, by: number): Edge[] => {
    const { east, north } = vectorMetres(origin, place.centre);
    return [
      { x: east - by, y: -north - by },
      { x: east + by, y: -north + by },
    ];
  };
  const edges =
    view === 'near' && near
      ? around(near, Math.max(NEAR_METRES, 1.3 * reachOf(near)))
      : [
          ...places.flatMap((place) => around(place, reachOf(place))),
          ...site.limit.map((corner) => {
            const { east, north } = vectorMetres(origin, corner);
            return { x: east, y: -north };
          }),
        ];
  const [left, right] = [Math.min(...edges.map(({ x }) => x)), Math.max(...edges.map(({ x }) => x))];
  const [top, bottom] = [Math.min(...edges.map(({ y }) => y)), Math.max(...edges.map(({ y }) => y))];
  const margin = Math.max(right - left, bottom - top) * MARGIN;
  return {
    origin,
    box: {
      ...{ x: left - margin, y: top - margin },
      ...{ width: right - left + 2 * margin, height: bottom - top + 2 * margin },
    },
  };
}

function reachOf(place: Place): number {
  return 'axisDeg' in place ? place.lengthMetres / 2 : place.radiusMetres;
}
