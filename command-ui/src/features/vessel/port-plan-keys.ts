import { offset, type LatLon } from '@haigang/shared/kernel/geodesy';

const STEP_METRES = 10;
const LONG_STEP_METRES = 100;
const WAYS: Readonly<Record<string, readonly [east: number, north: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};
const ZOOMS: Readonly<Record<string, number>> = { '+': 2, '=': 2, '-': 0.5 };

type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey'>;
const isCommand = ({ ctrlKey, altKey, metaKey }: Key): boolean => ctrlKey || altKey || metaKey;

/** Where an arrow key moves a place: 10 m, with Shift 100 m; null for any other key. */
export function stepped(place: LatLon, event: Key): LatLon | null {
  const way = WAYS[event.key];
  if (!way || isCommand(event)) return null;
  const metres = event.shiftKey ? LONG_STEP_METRES : STEP_METRES;
  return offset(place, way[0] * metres, way[1] * metres);
}

/** How much nearer a key looks; null for any other key. */
export function zoomOf(event: Key): number | null {
  return isCommand(event) ? null : (ZOOMS[event.key] ?? null);
}
