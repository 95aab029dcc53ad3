import { useEffect } from 'react';
import { useStore } from 'zustand';
import { nauticalMiles } from '@haigang/shared/kernel/geodesic';
import type { LatLon } from '@haigang/shared/kernel/geodesy';
import type { PortMap } from '@haigang/shared/web/map';
import { setFollowing, useView } from '../../app/view.js';
import {
  chartTools,
  clicked,
  endLine,
  isDrawing,
  linePoints,
  measured,
  NO_TOOLS,
  pointedAt,
  putAway,
  takeBack,
  type Tools,
} from './chart-tools.js';

const act = (change: (tools: Tools) => Tools): void => chartTools.setState(change);

/** Draws the tools on the chart and gives them its clicks and keys while the component stands. [AIS85] [AIS86] */
export function useChartTools(map: PortMap, vesselAt: LatLon | null, coveredPx: () => number): Tools {
  const tools = useStore(chartTools);
  const { following } = useView();
  const { line, rings } = tools;
  const takes = isDrawing(tools) || rings.around === 'asking';
  useEffect(() => {
    if (!takes) return undefined;
    map.tools.take({
      click: (place) => act((was) => clicked(was, place)),
      point: (place) => act((was) => pointedAt(was, place)),
      end: () => act(endLine),
    });
    return () => map.tools.take(null);
  }, [map, takes]);
  useEffect(() => {
    const points = line ? linePoints(line) : [];
    const { alongMetres } = measured(points);
    const labelled = points.map((point, at) => ({
      ...point,
      label: at === 0 ? '' : nauticalMiles(alongMetres[at] ?? 0),
    }));
    map.tools.setMeasure(labelled);
  }, [map, line]);
  const centre = rings.around === 'point' ? rings.place : rings.around === 'vessel' ? vesselAt : null;
  useEffect(() => map.tools.setRings(centre), [map, centre]);
  useEffect(() => {
    if (!following) return;
    if (vesselAt) map.tools.centre(vesselAt, coveredPx());
    else setFollowing(false);
  }, [map, following, vesselAt, coveredPx]);
  useEffect(() => (following ? map.tools.onPan(() => setFollowing(false)) : undefined), [map, following]);
  useToolKeys(takes || line !== null || following);
  // Another screen begins with a clean chart.
  useEffect(
    () => () => {
      chartTools.setState(NO_TOOLS);
      map.tools.setMeasure([]);
      map.tools.setRings(null);
    },
    [map],
  );
  return tools;
}

/** Keys of a tool in use: they are meant for whoever is at the chart, not for who writes or is at another button. */
function useToolKeys(active: boolean): void {
  useEffect(() => {
    if (!active) return undefined;
    const pressed = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.altKey || event.metaKey || !isAtChart(event.target)) return;
      // Enter presses the button it stands on.
      if (event.key === 'Enter' && (event.target as Element).closest('button, select, input')) return;
      if (!toolKey(event.key)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    // Before the page's own Escape, which leaves the incident.
    window.addEventListener('keydown', pressed, { capture: true });
    return () => window.removeEventListener('keydown', pressed, { capture: true });
  }, [active]);
}

/** Whether the key meant something. */
function toolKey(key: string): boolean {
  const tools = chartTools.getState();
  if (key === 'Escape') {
    const less = putAway(tools);
    if (less) chartTools.setState(less);
    else setFollowing(false);
    return true;
  }
  if (!isDrawing(tools)) return false;
  if (key === 'Enter') act(endLine);
  else if (key === 'Backspace') act(takeBack);
  else return false;
  return true;
}

function isAtChart(target: EventTarget | null): boolean {
  if (document.querySelector('dialog[open]') !== null) return false;
  return target === document.body || (target instanceof Element && target.closest('.map .chart') !== null);
}
