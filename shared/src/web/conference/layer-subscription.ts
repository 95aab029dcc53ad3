import type { ConsumerWish, MediaSource } from '../../features/conference/conference.protocol.js';
import { MAX_SPATIAL_LAYER } from '../../features/conference/media.protocol.js';
import {
  layerCap,
  LESS_AFTER_MS,
  nextWish,
  wishPriority,
  type KeptWish,
  type PictureView,
} from '../../features/conference/subscription.rules.js';

/** Changes within this time go to the server in one call, ms. */
const BATCH_MS = 200;
/** What the server did not hear is said again after this time, ms. */
const REPEAT_AFTER_MS = 1000;
/** Finer than that no eye sees on a phone; and it would pull layers nobody can tell apart. */
const MOST_PIXEL_RATIO = 2;

export interface ReceivedPicture {
  readonly producerId: string;
  readonly consumerId: string;
  readonly source: MediaSource;
}

interface Watched {
  readonly producerId: string;
  width: number;
  intersecting: boolean;
}

/**
 * [MEDIA1] Tells the server which pictures are on this screen and how large. One of it per seat; owns its observers until
 * `close()`. Sound has no part in it.
 */
export class LayerSubscription {
  readonly #pictures: () => readonly ReceivedPicture[];
  readonly #send: (wishes: ConsumerWish[]) => Promise<unknown>;
  readonly #tiles = new Map<Element, Watched>();
  readonly #kept = new Map<string, KeptWish>();
  readonly #sizes: ResizeObserver;
  readonly #sights: IntersectionObserver;
  readonly #onVisibility = (): void => this.#soon(0);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #limit = MAX_SPATIAL_LAYER;
  #ended = false;

  constructor(options: {
    pictures: () => readonly ReceivedPicture[];
    send: (wishes: ConsumerWish[]) => Promise<unknown>;
  }) {
    this.#pictures = options.pictures;
    this.#send = options.send;
    this.#sizes = new ResizeObserver((entries) => {
      for (const entry of entries) this.#change(entry.target, { width: entry.contentRect.width });
    });
    this.#sights = new IntersectionObserver((entries) => {
      for (const entry of entries) this.#change(entry.target, { intersecting: entry.isIntersecting });
    });
    document.addEventListener('visibilitychange', this.#onVisibility);
  }

  /** `element` shows this producer's picture until the returned function is called. */
  watch(producerId: string, element: Element): () => void {
    this.#tiles.set(element, { producerId, width: element.clientWidth, intersecting: true });
    this.#sizes.observe(element);
    this.#sights.observe(element);
    this.#soon();
    return () => {
      this.#tiles.delete(element);
      this.#sizes.unobserve(element);
      this.#sights.unobserve(element);
      this.#soon();
    };
  }

  /** The highest layer the line is good for; -1 pauses every picture. */
  limit(layer: number): void {
    if (this.#limit === layer) return;
    this.#limit = layer;
    this.#soon(0);
  }

  /** Whether the server was told not to send this picture now. */
  isPaused(consumerId: string): boolean {
    return this.#kept.get(consumerId)?.wish.paused ?? false;
  }

  /** To be called when pictures came, went or are received anew. */
  refresh(): void {
    this.#soon();
  }

  close(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#sizes.disconnect();
    this.#sights.disconnect();
    document.removeEventListener('visibilitychange', this.#onVisibility);
  }

  #change(target: Element, change: Partial<Pick<Watched, 'width' | 'intersecting'>>): void {
    const tile = this.#tiles.get(target);
    if (!tile) return;
    Object.assign(tile, change);
    this.#soon();
  }

  #soon(delayMs = BATCH_MS): void {
    if (this.#ended || (this.#timer !== undefined && delayMs > 0)) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tick(), delayMs);
  }

  #tick(): void {
    this.#timer = undefined;
    const now = performance.now();
    const device = {
      coarsePointer: matchMedia('(pointer: coarse)').matches,
      shortSidePx: Math.min(screen.width, screen.height),
    };
    const cap = Math.max(0, Math.min(layerCap(device), this.#limit));
    const wishes: ConsumerWish[] = [];
    const pictures = this.#pictures();
    for (const { producerId, consumerId, source } of pictures) {
      const before = this.#kept.get(consumerId) ?? null;
      const next = nextWish(before, this.#limit < 0 ? null : this.#viewOf(producerId), { cap, now });
      this.#kept.set(consumerId, next);
      if (next.lessSince !== null) this.#later(next.lessSince + LESS_AFTER_MS - now);
      const { wish } = next;
      if (before?.wish.paused === wish.paused && before.wish.spatialLayer === wish.spatialLayer) continue;
      wishes.push({ consumerId, ...wish, priority: wishPriority(wish, source) });
    }
    const known = new Set(pictures.map(({ consumerId }) => consumerId));
    for (const consumerId of this.#kept.keys()) if (!known.has(consumerId)) this.#kept.delete(consumerId);
    if (wishes.length > 0) this.#tell(wishes);
  }

  #tell(wishes: ConsumerWish[]): void {
    this.#send(wishes).catch(() => {
      for (const { consumerId } of wishes) this.#kept.delete(consumerId);
      this.#soon(REPEAT_AFTER_MS);
    });
  }

  #later(delayMs: number): void {
    if (this.#timer === undefined) this.#timer = setTimeout(() => this.#tick(), Math.max(delayMs, BATCH_MS));
  }

  #viewOf(producerId: string): PictureView | null {
    const tiles = [...this.#tiles.values()].filter((tile) => tile.producerId === producerId);
    if (tiles.length === 0) return null;
    const ratio = Math.min(devicePixelRatio, MOST_PIXEL_RATIO);
    const seen = document.hidden ? [] : tiles.filter((tile) => tile.intersecting);
    return { widthPx: Math.max(0, ...seen.map((tile) => tile.width * ratio)), visible: seen.length > 0 };
  }
}
