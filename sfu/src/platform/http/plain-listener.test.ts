import { request } from 'node:http';
import { createServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { startApp, type TestServer } from '../../testing/start-app.js';

let server: TestServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});
const open = async (config: Parameters<typeof startApp>[0] = {}): Promise<number> => {
  server = await startApp({ ...config, env: { HAIGANG_HTTP_PORT: '0' } });
  return server.app.httpPort ?? 0;
};

function plain(port: number, path: string, options: { method?: string; host?: string } = {}) {
  const { method = 'GET', host = `localhost:${port}` } = options;
  return new Promise<{ status: number; text: string; headers: Record<string, unknown> }>((resolve, reject) => {
    const call = request({ port, path, method, headers: { host, cookie: '__Host-haigang-session=x' } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          text: Buffer.concat(chunks).toString('utf8'),
          headers: response.headers,
        }),
      );
    });
    call.on('error', reject);
    call.end();
  });
}

test('[EDGE10] every page is sent on to https with its path, for now and not for ever', async () => {
  const port = await open();
  for (const path of ['/', '/field/?kiosk', '/api/me', '//evil.example/x', '/socket.io/?EIO=4&transport=polling']) {
    const { status, headers } = await plain(port, path);
    expect([status, headers['location']]).toEqual([307, `https://localhost:${server!.port}${path}`]);
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    expect(headers['set-cookie']).toBeUndefined();
  }
  const phone = await plain(port, '/field/', { host: '192.168.1.20' });
  expect(phone.headers['location']).toBe(`https://192.168.1.20:${server!.port}/field/`);
});

test('[EDGE10] the certificate can be fetched, and is the one the server uses', async () => {
  const port = await open();
  expect((await plain(port, '/ca')).text).toContain('手机证书');
  const pem = await plain(port, '/ca/haigang-ca.pem');
  expect([pem.status, pem.text.trim()]).toEqual([200, server!.caPem.trim()]);
  expect((await plain(port, '/ca/haigang-ca.crt')).headers['content-disposition']).toContain('haigang-ca.crt');
});

test('[EDGE10] data is not taken, and a host that is none is not sent anywhere', async () => {
  const port = await open();
  for (const method of ['POST', 'DELETE', 'PUT']) {
    const refused = await plain(port, '/api/session', { method });
    expect([refused.status, refused.text]).toEqual([403, expect.stringContaining('http.https-only')]);
  }
  for (const host of ['evil.example/path', 'a@b', '"x"']) {
    const refused = await plain(port, '/', { host });
    expect([refused.status, refused.headers['location']]).toEqual([400, undefined]);
  }
});

test('[EDGE10] with a public address readers are sent there', async () => {
  const port = await open({ config: { publicUrl: 'https://haigang.example.org' } });
  expect((await plain(port, '/a?b=1')).headers['location']).toBe('https://haigang.example.org/a?b=1');
});

test('[EDGE10] it is off unless configured, closes with the server, and says which variable when its port is taken', async () => {
  server = await startApp();
  expect(server.app.httpPort).toBeNull();
  await server.close();
  const port = await open();
  await server.close();
  await expect(plain(port, '/')).rejects.toThrow('ECONNREFUSED');
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(port, resolve));
  await expect(startApp({ config: { httpPort: port } })).rejects.toThrow('HAIGANG_HTTP_PORT');
  await new Promise((resolve) => taken.close(resolve));
});
