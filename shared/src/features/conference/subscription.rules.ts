import { MAX_SPATIAL_LAYER } from './media.protocol.js';

/** Widths of the simulcast layers of a 1280×720 camera, lowest first; other cameras come close. */
const LAYER_WIDTHS = [320, 640, 1280] as const;

/** A layer is stretched up to this factor before the next one is pulled, and the next one is kept down to its own width. */
const STRETCH = 1.25;

/** A picture that became smaller or went out of sight keeps what it has for so long, ms: a scroll or a glance aside. */
export const LESS_AFTER_MS = 1500;

/** How large a picture is shown, in device pixels; nothing of it while it is out of sight. */
export interface PictureView {
  readonly widthPx: number;
  readonly visible: boolean;
}

export interface PictureWish {
  readonly paused: boolean;
  readonly spatialLayer: number;
}

/** [MEDIA2] The layer that fills a width; `current` gives the hysteresis, `cap` is the highest one this device pulls. */
export function layerForWidth(widthPx: number, current: number | null, cap: number): number {
  const up = LAYER_WIDTHS.findIndex((width) => widthPx <= width * STRETCH);
  const down = LAYER_WIDTHS.findIndex((width) => widthPx <= width);
  const [stretched, exact] = [up, down].map((layer) => (layer === -1 ? MAX_SPATIAL_LAYER : layer)) as [number, number];
  // Between the two limits, what is received already is good enough either way.
  const layer = current !== null && current >= stretched && current <= exact ? current : stretched;
  return Math.min(layer, cap);
}

/** [MEDIA2] Phones pull the middle layer at most, larger devices the top one. (domain 2.2) */
export function layerCap(device: { coarsePointer: boolean; shortSidePx: number }): number {
  return device.coarsePointer && device.shortSidePx < 600 ? MAX_SPATIAL_LAYER - 1 : MAX_SPATIAL_LAYER;
}

/** What is received now, and since when less would do. */
export interface KeptWish {
  readonly wish: PictureWish;
  readonly lessSince: number | null;
}

/**
 * [MEDIA1] [MEDIA2] What to receive of one picture. More is wanted at once; less only after it was less all the time for
 * `LESS_AFTER_MS`, so until then the wish stays and `lessSince` says from when to count. Hidden is paused.
 */
export function nextWish(
  kept: KeptWish | null,
  view: PictureView | null,
  options: { cap: number; now: number },
): KeptWish {
  const { cap, now } = options;
  const paused = !view || !view.visible || view.widthPx === 0;
  const before = kept?.wish ?? null;
  const spatialLayer = paused
    ? Math.min(before?.spatialLayer ?? 0, cap)
    : layerForWidth(view.widthPx, before && !before.paused ? before.spatialLayer : null, cap);
  const wish = { paused, spatialLayer };
  if (!before || !kept || !isLess(wish, before)) return { wish, lessSince: null };
  const lessSince = kept.lessSince ?? now;
  return now - lessSince >= LESS_AFTER_MS ? { wish, lessSince: null } : { wish: before, lessSince };
}

function isLess(wish: PictureWish, than: PictureWish): boolean {
  if (wish.paused !== than.paused) return wish.paused;
  return wish.spatialLayer < than.spatialLayer;
}

/** [MEDIA3] Of two pictures on a narrow line the larger one is served first; a screen that is shown stands above all. */
export function wishPriority(wish: PictureWish, source: string): number {
  if (source === 'screen') return 255;
  return 50 + wish.spatialLayer * 75;
}
