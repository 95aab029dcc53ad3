import type { ReactNode } from 'react';
import type { LatLon } from '@haigang/shared/kernel/geodesy';
import type { Ring } from '@haigang/shared/kernel/polygon';
import { crossingOfLine, type Crossing } from '@haigang/shared/kernel/ring-crossing';
import { ringsOf, type SiteCrossing } from '@haigang/shared/features/vessel/port-site.rings';
import type { PortSite } from '@haigang/shared/features/vessel/port-site';
import type { Drawing } from './port-drawing.js';
import { toPx, type Frame } from './port-plan-frame.js';
import { pointsOf } from './port-plan-rings.js';
import type { Snap } from './port-plan-snap.js';
import type { Aim } from './use-plan-aim.js';

const SNAP_PX = 10;
const FIRST_PX = 7;
const GATE_PX = 6;

/** [AIS115] What the corner in hand is put on: a ring around a corner, a cross on an edge. */
export function SnapMark({ snap, frame }: { snap: Snap | null; frame: Frame }): ReactNode {
  if (!snap) return null;
  const [x, y] = toPx(frame, snap.place);
  const arm = SNAP_PX * 0.7;
  return (
    <g className="snap">
      {snap.on === 'corner' ? (
        <circle cx={x} cy={y} r={SNAP_PX} />
      ) : (
        <path d={`M${x - arm} ${y - arm}L${x + arm} ${y + arm}M${x - arm} ${y + arm}L${x + arm} ${y - arm}`} />
      )}
    </g>
  );
}

/** [AIS116] The two edges of each ring that meet where they must not. */
export function CrossingMarks(props: { site: PortSite; crossings: readonly SiteCrossing[]; frame: Frame }): ReactNode {
  const rings = new Map(ringsOf(props.site).map(({ id, ring }) => [id, ring]));
  return props.crossings.map(({ id, crossing }) => (
    <CrossedEdges key={id} ring={rings.get(id) ?? []} crossing={crossing} frame={props.frame} />
  ));
}

function CrossedEdges({ ring, crossing, frame }: { ring: Ring; crossing: Crossing; frame: Frame }): ReactNode {
  return crossing.map((at) => {
    const edge = [ring[at], ring[(at + 1) % ring.length]].filter((corner) => corner !== undefined);
    return <polyline key={at} className="crossing" points={pointsOf(frame, edge)} />;
  });
}

/** [AIS114] What is being drawn, on to where the pointer is. */
export function DrawingMarks({ drawing, aim, frame }: { drawing: Drawing; aim: Aim | null; frame: Frame }): ReactNode {
  if (drawing.kind === 'nothing') return null;
  if (drawing.kind === 'gate') return aim ? <GateToCome place={aim.place} frame={frame} /> : null;
  const { corners } = drawing;
  const line = aim ? [...corners, aim.place] : corners;
  const crossing = crossingOfLine(line);
  return (
    <g className="drawn">
      <polyline className={crossing ? 'crossed' : ''} points={pointsOf(frame, line)} />
      {crossing ? <CrossedEdges ring={line} crossing={crossing} frame={frame} /> : null}
      {corners.map((corner, at) => {
        const [x, y] = toPx(frame, corner);
        return at === 0 ? (
          <circle key={at} className="first" cx={x} cy={y} r={FIRST_PX} />
        ) : (
          <rect key={at} x={x - 4} y={y - 4} width={8} height={8} />
        );
      })}
    </g>
  );
}

function GateToCome({ place, frame }: { place: LatLon; frame: Frame }): ReactNode {
  const [x, y] = toPx(frame, place);
  return <circle className="gate to-come" cx={x} cy={y} r={GATE_PX} />;
}
