import { every } from '@haigang/shared/kernel/every';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Scope } from '@haigang/shared/kernel/scope';
import type { Logger } from '../../../platform/logger.js';
import { ClipLibrary, isClipName } from './clip-library.js';
import { RtspConnection, type CameraFault, type CameraWorld } from './rtsp-connection.js';

export interface RtspCameraSimulatorOptions {
  /** 0 takes any free port. It listens on 127.0.0.1 only. */
  readonly port: number;
  /** Clips are kept in `demo-clips` below it. */
  readonly dataDir: string;
  readonly ffmpegPath: string;
  readonly scope: Scope;
  readonly logger: Logger;
  /** When given, every camera wants this name and password (Basic). */
  readonly credentials?: { readonly user: string; readonly password: string };
  /** Paths that are out of order from the beginning. */
  readonly offlinePaths?: readonly string[];
}

export interface RtspCameraSimulator {
  readonly port: number;
  /** Clients that receive pictures now. */
  readonly playing: number;
  /** Breaks or repairs a camera, for the demo and for tests. */
  setFault(path: string, fault: CameraFault): void;
}

const MAX_CONNECTIONS = 256;
const TICK_MS = 33;
const CAMERA_PATH = /^([a-z]{1,20})\/[A-Za-z0-9_-]{1,40}$/u;

/**
 * [CAM9] A real RTSP server whose cameras are `rtsp://127.0.0.1:<port>/<clip>/<any name>`: RTP interleaved in TCP, H.264
 * from loops encoded once, stamped anew for each client. Without a client it only listens. Ends with `scope`.
 */
export async function openRtspCameraSimulator(options: RtspCameraSimulatorOptions): Promise<RtspCameraSimulator> {
  const { scope, logger, ffmpegPath } = options;
  const library = new ClipLibrary({ directory: join(options.dataDir, 'demo-clips'), ffmpegPath, logger });
  const faults = new Map<string, CameraFault>((options.offlinePaths ?? []).map((path) => [path, 'down']));
  const pacer = new Pacer();
  const connections = new Set<RtspConnection>();
  const world: CameraWorld = {
    credentials: options.credentials,
    fault: (path) => faults.get(path) ?? 'none',
    clip: (path) => {
      const name = CAMERA_PATH.exec(path)?.[1] ?? '';
      if (!isClipName(name)) return undefined;
      const clip = library.get(name);
      clip.catch((failure: unknown) => logger.error({ clip: name, err: failure }, 'a demo clip could not be made'));
      return clip;
    },
    playing: (connection) => pacer.add(connection),
  };
  const server = createServer((socket) => {
    const connection = new RtspConnection(socket, world);
    connections.add(connection);
    socket.once('close', () => {
      connections.delete(connection);
      pacer.remove(connection);
    });
  });
  server.maxConnections = MAX_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  scope.defer(
    () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        for (const connection of connections) connection.close();
      }),
  );
  const { port } = server.address() as AddressInfo;
  return {
    port,
    get playing() {
      return pacer.size;
    },
    setFault: (path, fault) => {
      faults.set(path, fault);
      if (fault !== 'down') return;
      for (const connection of connections) if (connection.path === path) connection.close();
    },
  };
}

/** One timer for all clients, running only while there is one. */
class Pacer {
  readonly #connections = new Set<RtspConnection>();
  #stop: (() => void) | null = null;

  get size(): number {
    return this.#connections.size;
  }

  add(connection: RtspConnection): void {
    this.#connections.add(connection);
    this.#stop ??= every(TICK_MS, () => {
      const now = Date.now();
      for (const each of this.#connections) each.tick(now);
    });
  }

  remove(connection: RtspConnection): void {
    this.#connections.delete(connection);
    if (this.#connections.size > 0 || !this.#stop) return;
    this.#stop();
    this.#stop = null;
  }
}
