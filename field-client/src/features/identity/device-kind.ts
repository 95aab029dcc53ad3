import type { DeviceKind } from '@haigang/shared/features/conference/conference.model';

/** The short side of a tablet's screen, CSS pixels: the smallest tablets have 600. */
const TABLET_PX = 600;

/** What this page runs on, as the centre is told, by the size of the screen. */
export function deviceKind(): DeviceKind {
  return Math.min(window.screen.width, window.screen.height) >= TABLET_PX ? 'tablet' : 'phone';
}
