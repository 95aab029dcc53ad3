import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@haigang/shared/kernel/errors';
import type { Scope } from '@haigang/shared/kernel/scope';
import type { Clock } from '@haigang/shared/kernel/time';
import type { Camera } from '@haigang/shared/features/camera/camera.model';
import { mayWatch } from '@haigang/shared/features/camera/camera.rules';
import type { Principal } from '@haigang/shared/features/identity/identity.model';
import type { Logger } from '../../platform/logger.js';
import { frameOf } from './camera-frame.js';
import type { CameraEntry } from './camera-config.js';
import { DEFAULT_CAMERA_OPTIONS, type CameraOptions } from './camera-options.js';
import { CameraPuller } from './camera-puller.js';
import { isSegmentName } from './hls-playlist.js';

export interface CameraServiceDeps {
  readonly cameras: readonly CameraEntry[];
  /** The server's data folder; segments live below `hls` in it and nothing else does. */
  readonly dataDir: string;
  readonly ffmpegPath: string;
  readonly scope: Scope;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly options?: Partial<CameraOptions>;
  /** Whether a camera was shared with a person who has no standing right; nobody by default. */
  readonly isShared?: (principal: Principal, cameraId: string) => boolean;
}

/** Opens the service with an empty segment folder; what a crash left behind is removed. Everything ends with `scope`. */
export async function openCameraService(deps: CameraServiceDeps): Promise<CameraService> {
  const directory = join(deps.dataDir, 'hls');
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true, mode: 0o700 });
  return new CameraService(deps, directory);
}

/** The cameras of the site and what they deliver now. Made by `openCameraService`. */
export class CameraService {
  readonly #deps: CameraServiceDeps;
  readonly #options: CameraOptions;
  readonly #cameras = new Map<string, { readonly entry: CameraEntry; readonly puller: CameraPuller }>();
  #nextStartAt = 0;

  constructor(deps: CameraServiceDeps, directory: string) {
    this.#deps = deps;
    // A site's options are getters; copied as such, so that a changed setting holds at once.
    const given = Object.getOwnPropertyDescriptors(deps.options ?? {});
    this.#options = Object.defineProperties({ ...DEFAULT_CAMERA_OPTIONS }, given);
    const scope = deps.scope.child('cameras');
    for (const entry of deps.cameras) {
      const puller = new CameraPuller({
        ...{ id: entry.id, address: entry.address, directory: join(directory, entry.id) },
        ...{ ffmpegPath: deps.ffmpegPath, clock: deps.clock, logger: deps.logger, options: this.#options },
        scope: scope.child(entry.id),
        startTurn: (signal) => this.#startTurn(signal),
      });
      this.#cameras.set(entry.id, { entry, puller });
    }
  }

  /** [CAM2] What this principal may watch; asking starts nothing. */
  list(principal: Principal): Camera[] {
    return [...this.#cameras.values()]
      .filter(({ entry }) => this.#mayWatch(principal, entry))
      .map(({ entry: { address: _address, ...point }, puller }) => ({
        ...point,
        state: puller.state,
        lastSegmentAt: puller.lastSegmentAt,
        problem: puller.problem,
      }));
  }

  /**
   * The playlist of a camera; starts it and waits for its first picture. Throws `camera.starting` when that takes longer
   * than `firstPlaylistMs`, and the camera's problem at once when it is known to fail, so that a dead camera does not
   * hold a browser's few connections.
   */
  async playlist(principal: Principal, cameraId: string): Promise<string> {
    const puller = this.#pullerFor(principal, cameraId);
    this.#admit(puller);
    puller.ask();
    await puller.settled(this.#options.firstPlaylistMs);
    puller.touch();
    const { playlist } = puller;
    if (playlist) return playlist;
    throw new AppError('unavailable', puller.problem ?? 'camera.starting', 'the camera has no picture yet');
  }

  /** Folder and checked name of a segment; throws `camera.no-such-file` for every other name. */
  segment(principal: Principal, cameraId: string, name: string): { root: string; name: string } {
    const puller = this.#pullerFor(principal, cameraId);
    const root = puller.runDirectory;
    if (!isSegmentName(name) || !root) throw new AppError('not_found', 'camera.no-such-file', 'no such file');
    puller.touch();
    return { root, name };
  }

  /** [EVD11] Writes the newest picture of a camera to `target` as PNG; throws what `playlist` throws and `camera.no-frame`. */
  async frame(
    principal: Principal,
    cameraId: string,
    target: string,
  ): Promise<{ camera: Pick<Camera, 'id' | 'name'>; at: number }> {
    const playlist = await this.playlist(principal, cameraId);
    const puller = this.#pullerFor(principal, cameraId);
    const { ffmpegPath, scope } = this.#deps;
    const { at } = await frameOf({
      ...{ ffmpegPath, playlist, target },
      ...{ root: puller.runDirectory ?? '', signal: scope.signal },
    });
    const name = this.#cameras.get(cameraId)?.entry.name ?? { zh: cameraId, en: cameraId };
    return { camera: { id: cameraId, name }, at };
  }

  #mayWatch(principal: Principal, entry: CameraEntry): boolean {
    return mayWatch(principal, entry, this.#deps.isShared?.(principal, entry.id) ?? false);
  }

  #pullerFor(principal: Principal, cameraId: string): CameraPuller {
    const found = this.#cameras.get(cameraId);
    if (!found) throw new AppError('not_found', 'camera.unknown', 'no such camera');
    if (!this.#mayWatch(principal, found.entry)) {
      throw new AppError('forbidden', 'camera.not-allowed', 'this camera is not shared with you');
    }
    return found.puller;
  }

  /** [CAM7] At most `maxPullers` at once; a camera nobody looked at for a while makes room. */
  #admit(puller: CameraPuller): void {
    if (puller.wanted) return;
    const wanted = [...this.#cameras.values()].map((camera) => camera.puller).filter((other) => other.wanted);
    if (wanted.length < this.#options.maxPullers) return;
    const [oldest] = wanted.sort((a, b) => a.lastAskedAt - b.lastAskedAt);
    if (!oldest || this.#deps.clock() - oldest.lastAskedAt < this.#options.yieldAfterMs) {
      throw new AppError('over_capacity', 'camera.too-many', `${this.#options.maxPullers} cameras are watched already`);
    }
    oldest.stop();
  }

  async #startTurn(signal: AbortSignal): Promise<void> {
    const now = performance.now();
    const at = Math.max(now, this.#nextStartAt);
    this.#nextStartAt = at + this.#options.startSpacingMs;
    if (at > now) await delay(at - now, undefined, { signal }).catch(() => undefined);
  }
}
