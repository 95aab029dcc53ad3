import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express, { type Request } from 'express';
import { AppError } from '@haigang/shared/kernel/errors';
import type { Scope } from '@haigang/shared/kernel/scope';
import type { Principal, Role } from '@haigang/shared/features/identity/identity.model';
import { errorHandler } from '../../platform/http/errors.js';
import { silentLogger, type Logger } from '../../platform/logger.js';
import type { CallContext } from '../../platform/signaling/call-context.js';
import type { CameraEntry } from './camera-config.js';
import type { CameraOptions } from './camera-options.js';
import { cameraRoutes } from './camera.routes.js';
import type { CameraService } from './camera.service.js';
import { RtspAddress } from './rtsp-address.js';

/** Short times, so that a test of a rule about minutes ends in seconds. */
export const QUICK: Partial<CameraOptions> = {
  backOffFirstMs: 200,
  backOffMaxMs: 400,
  stallMs: 2500,
  startTimeoutMs: 8000,
  startSpacingMs: 0,
  pollMs: 50,
};

/** A temporary folder that goes with the scope. */
export async function temporaryFolder(scope: Scope): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'haigang-camera-'));
  scope.defer(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export function cameraAt(rtspUrl: string, id = 'cam-1', over: Partial<CameraEntry> = {}): CameraEntry {
  return {
    ...{ id, name: { zh: '测试', en: 'Test' }, place: null, position: null, bearingDeg: null },
    ...{ fieldOfViewDeg: null, rangeMetres: null, group: 'quay' },
    ...{ key: false, ptz: false, simulated: true, address: new RtspAddress(rtspUrl), ...over },
  };
}

export function principalWith(...roles: Role[]): Principal {
  return { id: 'account:test', kind: 'account', name: { zh: '甲', en: 'A' }, roles, orgId: 'test', conferenceId: null };
}

/** Collects every log line as text. */
export function listeningLogger(lines: string[]): Logger {
  const keep = (context: object, message: string): void => void lines.push(`${message} ${JSON.stringify(context)}`);
  return { ...silentLogger, debug: keep, info: keep, warn: keep, error: keep };
}

/** A port that refuses connections: it was free a moment ago. */
export async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Serves the routes over HTTP; the header `x-session: <session> <role>` stands for a session cookie. */
export async function serveCameras(
  scope: Scope,
  service: CameraService,
): Promise<{ url: string; watched: string[]; get: (path: string, session?: string) => Promise<Response> }> {
  const watched: string[] = [];
  const authenticate = (request: Request): Promise<CallContext> => {
    const [sessionId, role] = (request.get('x-session') ?? '').split(' ');
    if (!sessionId || !role) return Promise.reject(new AppError('unauthenticated', 'session.missing', 'sign in first'));
    return Promise.resolve({ sessionId, principal: principalWith(role as Role), client: null, connection: null });
  };
  const audit = (context: CallContext, cameraId: string): Promise<void> => {
    watched.push(`${context.sessionId} ${cameraId}`);
    return Promise.resolve();
  };
  const web = express();
  web.use(cameraRoutes({ service, authenticate, audit, clock: Date.now }));
  web.use((_request, _response, next) => next(new AppError('not_found', 'http.unknown-route', 'no such address')));
  web.use(errorHandler(silentLogger));
  const server = web.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  scope.defer(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const get = (path: string, session = 's1 dispatcher'): Promise<Response> =>
    fetch(`${url}${path}`, { headers: session === '' ? {} : { 'x-session': session } });
  return { url, watched, get };
}
