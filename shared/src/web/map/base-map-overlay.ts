import type { MapEventType } from 'maplibre-gl';
import type { Protocol } from 'pmtiles';
import type { BaseMap } from '../../features/vessel/base-map.model.js';
import { baseMapSource, type BaseMapSource } from './base-map-style.js';
import type { EngineMap } from './engine.js';

/** What did not come is asked for again after so long: a wall may stand for weeks without being moved. */
const ASK_AGAIN_MS = 60_000;

/**
 * [AIS111] The site's own map between the coastline and everything of ours. MapLibre alone draws it: a chart of Mapbox has
 * its own.
 */
export class BaseMapOverlay {
  readonly #map: EngineMap;
  readonly #lowestOfOurs: string;
  #hidden = false;
  #shown: readonly BaseMapSource[] = [];
  #told = false;
  readonly #failing = new Set<string>();
  #closed = false;
  #files: Protocol | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;

  /** Layers are put below the layer of this id. */
  constructor(map: EngineMap, lowestOfOurs: string) {
    this.#map = map;
    this.#lowestOfOurs = lowestOfOurs;
  }

  /** Once for each chart. `onFault` hears the first time that a part of it does not come; the chart stands meanwhile. */
  async show({ layers }: BaseMap, onFault: () => void): Promise<void> {
    if (this.#map.kind !== 'maplibre' || this.#shown.length > 0 || layers.length === 0) return;
    this.#shown = layers.map((layer) => baseMapSource(layer, location.origin));
    const { raw } = this.#map;
    if (layers.some(({ kind }) => kind !== 'raster-tiles')) {
      this.#files = await this.#reader(onFault);
      if (!this.#files) return;
    }
    if (this.#closed) return;
    raw.on('error', (event: MapEventType['error'] & { readonly sourceId?: string }) => {
      const { sourceId } = event;
      if (sourceId === undefined || !this.#shown.some(({ id }) => id === sourceId)) return;
      this.#askAgain(sourceId);
      this.#tell(onFault);
    });
    for (const { id, source, layers: drawn } of this.#shown) {
      raw.addSource(id, source);
      for (const layer of drawn) this.#map.addLayer(layer, this.#lowestOfOurs);
    }
    this.#applyHidden();
  }

  /** The reader of the files, asked for until it comes; undefined once the chart is closed. */
  async #reader(onFault: () => void): Promise<Protocol | undefined> {
    while (!this.#closed) {
      const reader = await readPmtiles().catch(() => undefined);
      if (reader) return reader;
      this.#tell(onFault);
      await new Promise((done) => (this.#retry = setTimeout(done, ASK_AGAIN_MS)));
    }
    return undefined;
  }

  setHidden(hidden: boolean): void {
    this.#hidden = hidden;
    this.#applyHidden();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#retry);
  }

  #tell(onFault: () => void): void {
    if (!this.#told) onFault();
    this.#told = true;
  }

  #applyHidden(): void {
    const { raw } = this.#map;
    for (const { id } of this.#shown.flatMap(({ layers }) => layers)) {
      if (raw.getLayer(id)) raw.setLayoutProperty(id, 'visibility', this.#hidden ? 'none' : 'visible');
    }
  }

  #askAgain(source: string): void {
    this.#failing.add(source);
    this.#retry ??= setTimeout(() => {
      this.#retry = undefined;
      // It keeps the failure of a file's first part for ever; what it keeps of the others is soon read again.
      this.#files?.tiles.clear();
      for (const id of this.#failing) this.#map.raw.refreshTiles(id);
      this.#failing.clear();
    }, ASK_AGAIN_MS);
  }
}

let reading: Promise<Protocol> | undefined;

/** Teaches the engine `pmtiles://`, once for the page and only where there is such a file. */
function readPmtiles(): Promise<Protocol> {
  reading ??= Promise.all([import('maplibre-gl'), import('pmtiles')]).then(
    ([engine, pmtiles]) => {
      const protocol = new pmtiles.Protocol();
      engine.addProtocol('pmtiles', protocol.tile);
      return protocol;
    },
    (failure: unknown) => {
      reading = undefined;
      throw failure;
    },
  );
  return reading;
}
