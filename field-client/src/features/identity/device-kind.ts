import type { DeviceKind } from '@haigang/shared/features/conference/conference.model';

/** The short side of a tablet's screen, CSS pixels: the smallest tablets have 600. */
const TABLET_PX = 600;

/** What this page runs on, as the centre is told: an enrolled unit, else by the size of the screen. */
export function deviceKind(): DeviceKind {
  if (new URLSearchParams(window.location.search).has('kiosk')) return 'body-worn';
  return Math.min(window.screen.width, window.screen.height) >= TABLET_PX ? 'tablet' : 'phone';
}
