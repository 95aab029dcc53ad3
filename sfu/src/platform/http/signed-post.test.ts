import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, expect, test } from 'vitest';
import { signedPost } from './signed-post.js';

const ends: (() => unknown)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

async function post(behave: (response: ServerResponse) => void, limits = {}): Promise<string | null> {
  const server = createServer((request, response) => {
    request.resume();
    behave(response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  ends.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return signedPost(
    { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, secret: 'secret' },
    { deliveryId: 'd', body: {}, at: 0 },
    { timeoutMs: 400, signal: new AbortController().signal, ...limits },
  );
}

test('[REQ4] an answer without an end is not waited for, and its connection is let go', async () => {
  let gone: Promise<unknown> | undefined;
  const problem = await post((response) => {
    gone = new Promise((resolve) => {
      response.once('close', resolve);
    });
    response.writeHead(200);
    const more = (): void => {
      while (!response.destroyed && response.write('x'.repeat(65_536)));
      if (!response.destroyed) response.once('drain', more);
    };
    more();
  });
  expect(problem).toBeNull();
  await gone;
});

test('[REQ4] no redirect is followed, a receiver that says nothing is given up, one that is not there is named', async () => {
  expect(await post((response) => response.writeHead(302, { Location: 'https://elsewhere.example/' }).end())).toBe(
    'HTTP 302',
  );
  expect(await post(() => undefined)).toBe('no answer in time');
  expect(await post((response) => response.destroy())).toMatch(/SOCKET|RESET/u);
});

function collectGarbage(): void {
  setFlagsFromString('--expose_gc');
  (runInNewContext('gc') as () => void)();
}

test('[REQ4] a receiver that hangs is given up in time, also after a garbage collection (bug: its call never ended, and it was called no more)', async () => {
  expect(await post(collectGarbage)).toBe('no answer in time');
});

test('[REQ4] a call under way ends with the server, and none is begun after it', async () => {
  const server = new AbortController();
  const limits = { timeoutMs: 600_000, signal: server.signal };
  expect(await post(() => server.abort(new Error('closed')), limits)).toBe('closed');
  expect(await post(() => expect.unreachable(), limits)).toBe('closed');
});
