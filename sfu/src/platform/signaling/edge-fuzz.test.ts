import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ReplyEnvelope } from '@haigang/shared/kernel/contract';
import { calls } from '@haigang/shared/protocol';
import { ACCOUNTS, raiseCallRate } from '../../testing/cast.js';
import { startApp, type TestServer } from '../../testing/start-app.js';
import { connectClient, type TestClient } from '../../testing/test-client.js';
import { MAX_SOCKET_MESSAGE_BYTES } from './socket-server.js';

const VALUES_PER_CALL = 1000;
/** The same bodies in every run, so that a failure is found again. */
const SEED = 20_260_510;
/** A larger message ends its socket [EDGE4], which is another test's affair. */
const LARGEST_BODY_BYTES = MAX_SOCKET_MESSAGE_BYTES - 1024;
/** Any object is a valid body of it and ends the very socket that asks; it gets everything but objects. */
const TAKES_ANY_OBJECT = 'identity:sign-out-everywhere';

/** Field names of the contract, so that random objects get past the first check now and then. */
const FIELDS = [
  ...['id', 'revision', 'conferenceId', 'requestId', 'reason', 'kind', 'summary', 'position', 'seatId', 'name'],
  ...['key', 'value', 'roles', 'username', 'password', 'linkId', 'principalId', 'transportId', 'epoch', 'seq', 'note'],
];
const words = fc.oneof(
  fc.string(),
  fc.uuid(),
  fc.constantFrom('injury', 'camera', '__proto__', '\u0000', '\ud800', 'Ａ'.repeat(5000)),
);
const leaves = fc.oneof(words, fc.integer(), fc.double(), fc.boolean(), fc.constant(null));
const near = fc.dictionary(fc.constantFrom(...FIELDS), fc.oneof(leaves, fc.array(leaves), fc.jsonValue()));
const bodies = fc.oneof(fc.jsonValue(), near, leaves);

let server: TestServer;
const clients: TestClient[] = [];
beforeAll(async () => {
  server = await startApp();
  const admin = await connectClient(server, 'admin');
  await raiseCallRate(admin);
  admin.close();
  for (const username of ACCOUNTS) clients.push(await connectClient(server, username));
});
afterAll(async () => {
  for (const client of clients) client.close();
  await server.close();
});

test.each(Object.keys(calls))(
  '[EDGE1] %s takes a thousand random bodies from all roles, answers each and never with internal',
  async (call) => {
    const values = fc
      .sample(bodies, { numRuns: VALUES_PER_CALL, seed: SEED })
      .filter((value) => Buffer.byteLength(JSON.stringify(value)) < LARGEST_BODY_BYTES)
      .filter((value) => call !== TAKES_ANY_OBJECT || typeof value !== 'object' || value === null);
    const replies = await Promise.all(
      values.map(async (body, at) => {
        const client = clients[at % clients.length]!;
        return { body, reply: ReplyEnvelope.parse(await answerOf(client, call, body)) };
      }),
    );
    const broken = replies.filter(({ reply }) => !reply.ok && reply.error.code === 'internal');
    expect(broken).toEqual([]);
    expect(clients.every((client) => client.socket.connected)).toBe(true);
  },
  60_000,
);

/**
 * The reply to one body. A machine that stood still for seconds ends a socket by its ping, once; a body that ends its
 * socket does so again, and fails the test.
 */
async function answerOf(client: TestClient, call: string, body: unknown): Promise<unknown> {
  const envelope = { requestId: randomUUID(), body };
  try {
    return await client.raw(call, envelope);
  } catch (failure) {
    if (!client.socket.connected) {
      await new Promise((resolve) => client.socket.once('connect', () => resolve(undefined)));
    }
    expect(String(failure)).toContain('disconnected');
    return client.raw(call, envelope);
  }
}
