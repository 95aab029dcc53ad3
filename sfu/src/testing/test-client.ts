import { randomUUID } from 'node:crypto';
import { request } from 'node:https';
import { io, type Socket } from 'socket.io-client';
import type { z } from 'zod';
import { failureOf, ReplyEnvelope } from '@haigang/shared/kernel/contract';
import type { Change } from '@haigang/shared/kernel/sync';
import { calls, PROTOCOL_VERSION, type AppCalls, type EntityName } from '@haigang/shared/protocol';
import { signIn, type TestServer } from './start-app.js';

/** A page's connection without a page: a real socket, the real contract. */
export interface TestClient {
  readonly socket: Socket;
  readonly cookie: string;
  call<K extends keyof AppCalls>(
    name: K,
    body: z.input<AppCalls[K]['request']>,
    requestId?: string,
  ): Promise<z.output<AppCalls[K]['response']>>;
  /** Sends whatever is given and returns the raw reply. */
  raw(name: string, envelope: unknown): Promise<unknown>;
  /** Resolves with the first event that satisfies the test. */
  next(event: string, satisfies?: (payload: unknown) => boolean, timeoutMs?: number): Promise<unknown>;
  /** Takes what it missed since its last resume, or everything the first time. */
  resume(): Promise<'changes' | 'snapshot'>;
  rows(entity: EntityName): Map<string, Record<string, unknown>>;
  close(): void;
}

export async function connectClient(
  server: Pick<TestServer, 'url' | 'caPem'>,
  username: string,
  options: { surface?: string; cookie?: string } = {},
): Promise<TestClient> {
  const cookie = options.cookie ?? (await signIn(server, username));
  const socket = io(server.url, {
    transports: ['websocket'],
    ca: server.caPem,
    extraHeaders: { cookie, origin: server.url },
    auth: { protocolVersion: PROTOCOL_VERSION, surface: options.surface ?? 'desk' },
    forceNew: true,
    reconnectionDelay: 50,
    reconnectionDelayMax: 200,
  } as Parameters<typeof io>[1]);
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', (failure) => {
      socket.close();
      reject(failure);
    });
  });
  const store = new Map<string, Map<string, Record<string, unknown>>>();
  const rows = (entity: string): Map<string, Record<string, unknown>> => {
    const known = store.get(entity) ?? new Map<string, Record<string, unknown>>();
    store.set(entity, known);
    return known;
  };
  const apply = (changes: readonly Change[]): void => {
    for (const change of changes) {
      if (change.value === null) rows(change.entity).delete(change.id);
      else rows(change.entity).set(change.id, change.value as Record<string, unknown>);
    }
  };
  let known: { epoch: string | null; seq: number } = { epoch: null, seq: 0 };
  socket.on('sync:changed', (changes: Change[]) => {
    apply(changes);
    known = { ...known, seq: Math.max(known.seq, ...changes.map((change) => change.seq)) };
  });
  const raw = (name: string, envelope: unknown): Promise<unknown> =>
    socket.timeout(8000).emitWithAck(name, envelope) as Promise<unknown>;
  const client: TestClient = {
    socket,
    cookie,
    raw,
    call: async (name, body, requestId) => {
      const durable = calls[name].kind === 'mutation';
      const reply = ReplyEnvelope.parse(
        await raw(name, { body, ...(durable ? { requestId: requestId ?? randomUUID() } : {}) }),
      );
      if (!reply.ok) throw failureOf(reply.error);
      return calls[name].response.parse(reply.value) as never;
    },
    next: (event, satisfies = () => true, timeoutMs = 8000) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          socket.off(event, heard);
          reject(new Error(`no ${event} within ${timeoutMs} ms`));
        }, timeoutMs);
        const heard = (payload: unknown): void => {
          if (!satisfies(payload)) return;
          clearTimeout(timer);
          socket.off(event, heard);
          resolve(payload);
        };
        socket.on(event, heard);
      }),
    resume: async () => {
      const reply = await client.call('sync:resume', known);
      known = { epoch: reply.epoch, seq: reply.seq };
      if (reply.kind === 'changes') {
        apply(reply.changes);
        return reply.kind;
      }
      store.clear();
      for (const [entity, list] of Object.entries(reply.entities)) {
        for (const row of list) rows(entity).set(row.id, row.value as Record<string, unknown>);
      }
      return reply.kind;
    },
    rows,
    close: () => socket.close(),
  };
  return client;
}

/** A plain HTTPS call to the server under test. */
export function https(
  server: Pick<TestServer, 'url' | 'caPem'>,
  method: string,
  path: string,
  options: { cookie?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<{ status: number; body: unknown; headers: Record<string, string | string[] | undefined> }> {
  return new Promise((resolve, reject) => {
    const call = request(
      `${server.url}${path}`,
      {
        method,
        ca: server.caPem,
        headers: {
          ...(options.body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...(options.cookie ? { cookie: options.cookie } : {}),
          ...options.headers,
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          let body: unknown = text;
          try {
            body = JSON.parse(text);
          } catch {
            // Pages and metrics are no JSON.
          }
          resolve({ status: response.statusCode ?? 0, body, headers: response.headers });
        });
      },
    );
    call.on('error', reject);
    call.end(options.body === undefined ? undefined : JSON.stringify(options.body));
  });
}
