import { join } from 'node:path';
import { NO_BASE_MAP, type BaseMap } from '@haigang/shared/features/vessel/base-map.model';
import type { Scope } from '@haigang/shared/kernel/scope';
import type { Logger } from '../../../platform/logger.js';
import { repeat } from '../../../platform/repeat.js';
import { BASE_MAP_FILES_PATH, listFolder, readFolder, type FolderFile } from './base-map-folder.js';

/** How often the folder is looked at; what was dropped in is there for pages that are opened after. */
const LOOK_EVERY_MS = 10_000;

/** A file of the base map that may be served. */
export interface ServedFile {
  readonly folder: string;
  readonly name: string;
  /** A strong entity tag: another one for another state of the file. */
  readonly etag: string;
}

export interface BaseMapsOptions {
  readonly folder: string;
  /** Whether the site named the folder: then it must be there. */
  readonly isNamed: boolean;
  readonly scope: Scope;
  readonly logger: Logger;
  readonly lookEveryMs?: number;
}

/** [AIS111] The site's base map as its folder says it now; a change of the folder is seen within ten seconds. */
export class BaseMaps {
  #current: BaseMap = NO_BASE_MAP;
  #files: readonly FolderFile[] = [];
  #seen: string | null = null;
  readonly #options: BaseMapsOptions;

  private constructor(options: BaseMapsOptions) {
    this.#options = options;
  }

  static async open(options: BaseMapsOptions): Promise<BaseMaps> {
    const maps = new BaseMaps(options);
    const { scope, logger, lookEveryMs = LOOK_EVERY_MS } = options;
    await maps.#look();
    repeat(
      scope,
      lookEveryMs,
      () => maps.#look(),
      (failure) => logger.error({ err: failure }, 'the folder of the base map could not be read'),
    );
    return maps;
  }

  get current(): BaseMap {
    return this.#current;
  }

  /** A file that is a layer of the map now; undefined for any other name. */
  file(name: string): ServedFile | undefined {
    const path = `${BASE_MAP_FILES_PATH}/${encodeURIComponent(name)}`;
    const isShown = this.#current.layers.some((layer) => layer.kind !== 'raster-tiles' && layer.file === path);
    const known = isShown ? this.#files.find((file) => file.name === name) : undefined;
    return known && { folder: this.#options.folder, name, etag: `"${known.size}-${known.changedMs}"` };
  }

  async #look(): Promise<void> {
    const { folder, isNamed } = this.#options;
    const { files, why } = await listFolder(folder).then(
      (found) => ({ files: found, why: null }),
      (failure: unknown) => ({ files: null, why: codeOf(failure) }),
    );
    const seen = JSON.stringify(files ?? why);
    if (seen === this.#seen) return;
    const read = files
      ? await readFolder(folder, files)
      : // Only a folder that nobody asked for may be missing without a word.
        { ...NO_BASE_MAP, faults: isNamed || why !== 'ENOENT' ? [unreadable(folder, why)] : [] };
    this.#seen = seen;
    this.#files = files ?? [];
    this.#current = read;
    this.#tell(read);
  }

  #tell({ layers, outsideHosts, faults }: BaseMap): void {
    const { logger, folder } = this.#options;
    for (const { file, problem } of faults) {
      logger.warn({ file: join(folder, file), problem }, 'a part of the base map is not shown');
    }
    if (layers.length === 0) return;
    logger.info({ layers: layers.map(({ name }) => name), outsideHosts }, 'the chart has a base map');
  }
}

const unreadable = (folder: string, why: string | null) => ({
  file: '',
  problem: `不能读取文件夹 / the folder cannot be read: HAIGANG_BASEMAP ${folder} (${why ?? 'unknown'})`,
});

function codeOf(failure: unknown): string {
  return failure instanceof Error && 'code' in failure ? String(failure.code) : 'unknown';
}
