import { randomUUID } from 'node:crypto';
import type { Server as HttpServer } from 'node:http';
import { Server as SocketServer, type Socket } from 'socket.io';
import { z } from 'zod';
import type { Scope } from '@haigang/shared/kernel/scope';
import type { Clock } from '@haigang/shared/kernel/time';
import type { Calls } from '@haigang/shared/kernel/contract';
import type { Principal } from '@haigang/shared/features/identity/identity.model';
import { PROTOCOL_VERSION } from '@haigang/shared/protocol';
import type { Logger } from '../logger.js';
import type { Connection } from './connection.js';
import type { Dispatcher } from './dispatcher.js';
import { TokenBucket, type CallRate } from './token-bucket.js';

/** What the handshake learned about the peer. */
export interface Authenticated {
  readonly sessionId: string;
  readonly principal: Principal;
}

export interface SocketServerOptions<C extends Calls> {
  readonly http: HttpServer;
  readonly dispatcher: Dispatcher<C>;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Milliseconds that never stand still; for limits of rates alone. */
  readonly pace: Clock;
  readonly scope: Scope;
  /** Finds the session of a cookie header for a surface; null refuses the socket. */
  readonly authenticate: (
    cookieHeader: string | undefined,
    surface: string,
    /** What an enrolled unit without cookies sends instead. */
    token: string | undefined,
  ) => Promise<Authenticated | null>;
  /** Checked again on every call: a revoked session answers nothing. */
  readonly isAlive: (sessionId: string) => boolean;
  readonly allowOrigin: (origin: string | undefined, host: string | undefined) => boolean;
  readonly onConnected: (connection: Connection) => void;
  readonly onRefused: (reason: string) => void;
  /** Hears of calls refused before they are looked at, and of sockets ended for what they sent. */
  readonly onMisuse: (reason: string) => void;
  /** Calls one socket may make, per second and at once; asked at each call. */
  readonly callRate: () => CallRate;
  /** [EDGE12] Sockets one session may have open; asked at each handshake. */
  readonly socketsPerSession: () => number;
}

/** Largest socket message, bytes (design.md §2, files: socket message ≤ 64 KiB). */
export const MAX_SOCKET_MESSAGE_BYTES = 64 * 1024;

const Handshake = z.object({
  protocolVersion: z.int(),
  surface: z.enum(['desk', 'wall', 'field', 'kiosk', 'expert']),
  token: z.string().max(100).optional(),
});

function refusal(reason: string): Error {
  return Object.assign(new Error(reason), { data: { reason } });
}

/** The live edge: WebSocket only, one connection object per page, every call through the dispatcher. */
export function createSocketServer<C extends Calls>(options: SocketServerOptions<C>): SocketServer {
  const io = new SocketServer(options.http, {
    transports: ['websocket'],
    serveClient: false,
    maxHttpBufferSize: MAX_SOCKET_MESSAGE_BYTES,
    pingInterval: 5000,
    pingTimeout: 10_000,
    allowRequest: (request, decide) => {
      const allowed = options.allowOrigin(request.headers.origin, request.headers.host);
      if (!allowed) options.onRefused('origin');
      decide(allowed ? null : 'origin', allowed);
    },
  });
  options.scope.defer(() => io.close());
  const open = new Map<string, number>();
  io.use((socket, next) => {
    void admit(socket, options, open).then(
      (identity) => {
        socket.data = identity;
        next();
      },
      (failure: unknown) => {
        const known = failure instanceof Error && 'data' in failure ? failure : refusal('internal');
        options.onRefused(known.message);
        next(known);
      },
    );
  });
  io.on('connection', (socket) => serve(socket, options));
  return io;
}

async function admit<C extends Calls>(socket: Socket, options: SocketServerOptions<C>, open: Map<string, number>) {
  const handshake = Handshake.safeParse(socket.handshake.auth);
  if (!handshake.success) throw refusal('bad-handshake');
  if (handshake.data.protocolVersion < PROTOCOL_VERSION) throw refusal('client-too-old');
  if (handshake.data.protocolVersion > PROTOCOL_VERSION) throw refusal('server-too-old');
  const { surface, token } = handshake.data;
  const identity = await options.authenticate(socket.handshake.headers.cookie, surface, token);
  if (!identity) throw refusal('unauthenticated');
  countSocket(socket, identity.sessionId, { open, most: options.socketsPerSession() });
  return { ...identity, surface: handshake.data.surface };
}

/** [EDGE12] Counted from the handshake to the end of the socket under it, whatever becomes of the handshake. */
function countSocket(socket: Socket, sessionId: string, of: { open: Map<string, number>; most: number }): void {
  const { open, most } = of;
  const now = open.get(sessionId) ?? 0;
  if (now >= most) throw refusal('too-many-sockets');
  open.set(sessionId, now + 1);
  const ended = (): void => {
    const left = (open.get(sessionId) ?? 1) - 1;
    if (left > 0) open.set(sessionId, left);
    else open.delete(sessionId);
  };
  if (socket.conn.readyState === 'closed') ended();
  else socket.conn.once('close', ended);
}

function serve<C extends Calls>(socket: Socket, options: SocketServerOptions<C>): void {
  const { logger, clock, dispatcher } = options;
  const identity = socket.data as Authenticated & { surface: string };
  const scope = options.scope.child(`connection:${socket.id}`);
  const connection = createConnection(socket, identity, scope);
  const bucket = new TokenBucket(options.callRate, options.pace);
  socket.on('disconnect', (reason, description?: unknown) => {
    const misuse = misuseOf(reason, description);
    if (misuse !== null) options.onMisuse(misuse);
    logger.info({ connection: connection.id, principal: connection.principal.id, reason }, 'connection closed');
    void scope.close().catch((failure: unknown) => logger.error({ err: failure }, 'closing a connection failed'));
  });
  scope.defer(() => socket.disconnect(true));
  socket.onAny((name: unknown, ...args: unknown[]) => {
    const ack = args.at(-1);
    if (typeof name !== 'string' || typeof ack !== 'function') return;
    const answer = (reply: unknown): void => void Reflect.apply(ack, undefined, [reply]);
    const refuse = (code: string, reason: string): void => {
      options.onMisuse(reason);
      answer({ ok: false, error: { code, reason, message: reason }, serverTime: clock() });
    };
    if (!options.isAlive(connection.sessionId)) {
      refuse('unauthenticated', 'session.ended');
      return;
    }
    if (!bucket.take()) {
      refuse('over_capacity', 'calls.too-many');
      return;
    }
    const { principal, sessionId, client } = connection;
    void dispatcher.dispatch(name, args[0], { principal, sessionId, client, connection }).then(answer);
  });
  logger.info(
    { connection: connection.id, principal: identity.principal.id, surface: identity.surface },
    'connection opened',
  );
  options.onConnected(connection);
}

/** Why a socket was ended for what it sent; null when it just went. */
function misuseOf(reason: string, description: unknown): string | null {
  if (reason === 'parse error') return 'socket.malformed';
  // All that engine.io hands on of the error of `ws` is its text.
  const text = reason === 'transport error' && description instanceof Error ? description.message : '';
  return text.includes('Max payload size exceeded') ? 'socket.message-too-large' : null;
}

function createConnection(socket: Socket, identity: Authenticated & { surface: string }, scope: Scope): Connection {
  return {
    id: randomUUID(),
    sessionId: identity.sessionId,
    surface: identity.surface,
    client: `${identity.surface}@${socket.handshake.address}`,
    principal: identity.principal,
    scope,
    emit: (name, payload) => void socket.emit(name, payload),
    emitVolatile: (name, payload) => void socket.volatile.emit(name, payload),
    get isClear() {
      return socket.connected && socket.conn.transport.writable;
    },
    deliver: (changes) => void socket.emit('sync:changed', changes),
    restart: () => void socket.disconnect(true),
    disconnect: (reason) => {
      socket.emit('identity:session-ended', { reason });
      socket.disconnect(true);
    },
  };
}
