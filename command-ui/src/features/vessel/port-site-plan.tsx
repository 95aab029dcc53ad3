import { useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { withPart, type PortSiteChanges } from '@haigang/shared/features/vessel/port-site.changes';
import type { PortSite } from '@haigang/shared/features/vessel/port-site';
import { crossingsOf, LIMIT_ID, ringsOf } from '@haigang/shared/features/vessel/port-site.rings';
import { notify } from '@haigang/shared/web/ui';
import { isAsTaken, roundedPlace, withHeld } from './port-plan-held.js';
import { stepped, zoomOf } from './port-plan-keys.js';
import { CrossingMarks, DrawingMarks, SnapMark } from './port-plan-marks.js';
import { PlanPlaces, type PlaceHandlers } from './port-plan-places.js';
import { PlanAreas, PlanOutlines } from './port-plan-rings.js';
import { snapShapes, snapTo, type Snap } from './port-plan-snap.js';
import { PlanToolbar } from './port-plan-toolbar.js';
import { CrossingNote, DrawingNote, HandNote, RefusalWords } from './port-plan-words.js';
import type { DrawingTools } from './use-drawing.js';
import { REACH_PX, usePlanAim } from './use-plan-aim.js';
import { usePlanDrag, type Grip, type Held, type PlacePart } from './use-plan-drag.js';
import { usePlanLens } from './use-plan-lens.js';
import { useRingEdit } from './use-ring-edit.js';
import { useWheelZoom } from './use-wheel-zoom.js';

/**
 * The geometry to scale, north up: a picture of what is about to be saved. Places and the corners of the chosen ring are
 * moved by hand or keys, zones and radiation gates are drawn. [AIS100] [AIS114] [AIS115] [AIS116]
 */
export function PortSitePlan(props: {
  site: PortSite;
  /** Against what holds now. */
  changes: PortSiteChanges;
  /** Of a part, or `LIMIT_ID`. */
  selected: string | null;
  onSelect: (id: string) => void;
  /** One step: a move, a corner more or less. */
  onChange: (site: PortSite) => void;
  tools: DrawingTools;
}): ReactNode {
  const { t } = useTranslation();
  const { site, selected, onSelect, onChange, tools } = props;
  const svg = useRef<SVGSVGElement>(null);
  const [refused, setRefused] = useState<RefusedEdit | null>(null);
  const lens = usePlanLens(svg, site, selected);
  const { frame } = lens;
  const refuse = (why: RefusedEdit['why']): void => setRefused({ why, site, selected });
  const aim = usePlanAim(site, frame, tools);
  const isDrawing = tools.drawing.kind !== 'nothing';
  const drag = usePlanDrag({
    frame,
    snap: (grip, to) => snapOf(site, grip, to, frame.metresPerPx),
    onPan: lens.pan,
    onDrop: (held) => {
      if (!isAsTaken(site, held.grip)) {
        notify(t('portSite.editStale'));
        return;
      }
      if (held.grip.kind === 'place') onSelect(held.grip.part.id);
      else lens.hold();
      const dropped = withHeld(site, held);
      if (dropped) onChange(dropped);
      else refuse('many');
    },
    onTap: (grip, event) => {
      const id = idOf(grip);
      if (isDrawing) aim.tap(event);
      else if (id !== null) onSelect(id);
    },
  });
  const edit = useRingEdit({
    ...{ svg, site, selected, onRefused: refuse },
    onChange: (next) => {
      lens.hold();
      onChange(next);
    },
    onReach: (place) => {
      if (!drag.isPressed()) lens.reveal(place);
    },
  });
  useWheelZoom(svg, frame, lens.zoom);
  const shown = (drag.held && withHeld(site, drag.held)) ?? site;
  const rings = ringsOf(shown);
  const crossings = crossingsOf(shown);
  const choose = (id: string): void => {
    if (!drag.isPressed() && !isDrawing) onSelect(id);
  };
  const placeHandlers = (part: PlacePart): PlaceHandlers => ({
    onFocus: () => choose(part.id),
    onKeyDown: (event) => {
      const to = stepped(part.centre, event);
      if (!to) return;
      event.preventDefault();
      onChange(withPart(site, { ...part, centre: roundedPlace(to) }, part.id));
    },
    onPointerDown: drag.grip({ kind: 'place', part }),
  });
  const keyed = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') drag.giveUp();
    if (event.target === svg.current && aim.keyed(event)) {
      event.preventDefault();
      return;
    }
    const factor = zoomOf(event);
    if (factor === null) return;
    event.preventDefault();
    lens.zoom(factor, edit.focused?.place);
  };
  const moved = (event: PointerEvent<SVGSVGElement>): void => {
    drag.onPlan.onPointerMove(event);
    aim.point(event);
  };
  const changed = [...props.changes.added, ...props.changes.changed, ...(props.changes.limit ? [LIMIT_ID] : [])];
  return (
    <figure className="port-site-plan">
      <PlanToolbar
        {...{ lens, tools }}
        onBegin={(kind) => {
          lens.hold();
          tools.begin(kind);
          svg.current?.focus();
        }}
      />
      <svg
        ref={svg}
        className={`port-plan${isDrawing ? ' drawing' : ''}${drag.held ? ' held' : ''}`}
        viewBox={`0 0 ${frame.width} ${frame.height}`}
        role="group"
        tabIndex={-1}
        aria-label={t('portSite.plan')}
        onPointerDown={drag.grip({ kind: 'ground', id: null })}
        {...drag.onPlan}
        onPointerMove={moved}
        onPointerLeave={aim.leave}
        onKeyDown={keyed}
      >
        <PlanAreas {...{ rings, frame, selected, changed, crossings }} grip={drag.grip} />
        <PlanPlaces {...{ site: shown, frame, selected, changed, handlers: placeHandlers }} />
        <CrossingMarks {...{ site: shown, crossings, frame }} />
        <PlanOutlines
          {...{ rings, frame, isHeld: drag.held !== null, grip: drag.grip, onFocus: choose, corners: edit.corners }}
          selected={isDrawing ? null : selected}
        />
        <DrawingMarks {...{ drawing: tools.drawing, aim: aim.aim, frame }} />
        <SnapMark snap={drag.held?.snap ?? aim.aim?.snap ?? null} frame={frame} />
      </svg>
      <figcaption className="t2">
        <p className="hand" aria-live="polite">
          <HandNote snap={drag.held?.snap ?? aim.aim?.snap ?? null} corner={edit.focused} />
        </p>
        {refused?.site === site && refused.selected === selected ? (
          <p className="crossing-note" role="alert">
            <RefusalWords refused={refused} />
          </p>
        ) : null}
        <CrossingNote {...{ site: shown, crossings }} />
        <DrawingNote drawing={tools.drawing} />
        {isDrawing || crossings.length > 0 ? null : (
          <p>{t(rings.some(({ id }) => id === selected) ? 'portSite.dragCorners' : 'portSite.drag')}</p>
        )}
      </figcaption>
    </figure>
  );
}

/** Why a ring was not changed: said until it is, or another is chosen. */
interface RefusedEdit {
  readonly why: 'few' | 'many';
  readonly site: PortSite;
  readonly selected: string | null;
}

/** [AIS115] Corners alone are put on other shapes; places stand where they are put. */
function snapOf(site: PortSite, grip: Held['grip'], to: Held['to'], metresPerPx: number): Snap | null {
  return grip.kind === 'place' ? null : snapTo(to, snapShapes(site, grip.ring.id), REACH_PX * metresPerPx);
}

function idOf(grip: Grip): string | null {
  if (grip.kind === 'place') return grip.part.id;
  return grip.kind === 'ground' ? grip.id : grip.ring.id;
}
