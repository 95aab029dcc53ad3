import { afterAll, beforeAll, expect, test } from 'vitest';
import { FURTHER_ROUTES } from './app-rest-further.js';
import { OTHER_ROUTES, REST_ROUTES } from './app-rest.js';
import { signIn, startApp, type TestServer } from './testing/start-app.js';
import { connectClient, https } from './testing/test-client.js';

interface Schema {
  readonly type?: string;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly properties?: Record<string, Schema>;
}
interface Operation {
  readonly operationId: string;
  readonly parameters: { readonly name: string; readonly in: string; readonly required?: boolean }[];
  readonly requestBody?: { readonly content: Record<string, { readonly schema: Schema }> };
  readonly responses: Record<string, { readonly content: Record<string, { readonly schema: Schema }> }>;
}

let server: TestServer;
let paths: Record<string, Record<string, Operation>>;
beforeAll(async () => {
  server = await startApp();
  const described = await https(server, 'GET', '/api/openapi.json');
  expect(described.body).toMatchObject({ openapi: '3.1.0' });
  ({ paths } = described.body as { paths: typeof paths });
});
afterAll(() => server.close());

async function newCode(): Promise<string> {
  const admin = await connectClient(server, 'admin');
  const { code } = await admin.call('identity:add-device', { label: '单兵01', kind: 'body-worn' });
  admin.close();
  return code;
}

const ID = '7f1d2f5e-6f58-4c3c-9a0d-1f6a1f0f9b11';
const braced = (path: string) => path.replaceAll(/:(\w+)/gu, '{$1}');
const filled = (path: string, id = ID) => path.replace(':id', id).replace(':mmsi', '413999006');

test.each(REST_ROUTES)('$method $path is described, and needs a session', async ({ method, path, call }) => {
  const described = paths[braced(path)]?.[method];
  expect(described?.operationId).toBe(call.replace(':', '_'));
  const refused = await https(server, method.toUpperCase(), filled(path), {
    ...(method === 'post' ? { body: {} } : {}),
  });
  expect([refused.status, refused.body]).toMatchObject([401, { error: { reason: 'session.missing' } }]);
});

test.each(OTHER_ROUTES)('$method $path beside the contract is described as it answers', async (route) => {
  const { method, path, operationId, status } = route;
  const described = paths[path]?.[method];
  expect(described?.operationId).toBe(operationId);
  const cookie = route.open ? '' : await signIn(server, 'commander');
  const body =
    operationId === 'device_enrol'
      ? { code: await newCode(), wantsToken: true }
      : { username: 'commander', password: 'haigang-demo' };
  const send = (as: string) =>
    https(server, method.toUpperCase(), path, { cookie: as, ...(route.request ? { body } : {}) });
  if (!route.open) expect((await send('')).status).toBe(401);
  const answer = await send(cookie);
  expect(answer.status).toBe(status);
  if (route.response) expect(route.response.safeParse(answer.body).success).toBe(true);
});

test('every HTTP route of the server stands in the description but for pages, and no other does', () => {
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path.replaceAll(/\{(\w+)\}/gu, ':$1')}`),
  );
  const served = server.app.routes().filter((route) => !/^\w+ (?:\/ca(?:\/|$)|\/$|\/\{\*page\}$)/u.test(route));
  expect(described.toSorted()).toEqual(served.toSorted());
});

test.each(FURTHER_ROUTES.filter((route) => !route.open))(
  '$method $path is described and needs a session',
  async (route) => {
    const { method, path, operationId } = route;
    expect(paths[path]?.[method]?.operationId).toBe(operationId);
    const refused = await https(server, method.toUpperCase(), path.replace('{id}', ID).replace('{file}', 'init.mp4'), {
      headers: {
        'Tus-Resumable': '1.0.0',
        'Upload-Length': '1',
        'Upload-Offset': '0',
        ...(method === 'patch' ? { 'Content-Type': 'application/offset+octet-stream' } : {}),
      },
      ...(method === 'post' && route.request ? { body: {} } : {}),
    });
    expect(refused.status).toBe(401);
  },
);

test.each(FURTHER_ROUTES.filter((route) => route.open && route.method === 'get'))(
  '$method $path is described as it answers without a session',
  async ({ path, status, response, responseType = 'application/json' }) => {
    const answer = await https(server, 'GET', path);
    expect([answer.status, String(answer.headers['content-type'])]).toEqual([
      status,
      expect.stringContaining(responseType) as string,
    ]);
    if (response) expect(response.safeParse(answer.body).success).toBe(true);
  },
);

test('the description says what each route takes', () => {
  expect(paths['/api/incidents/{id}']?.['get']?.parameters).toMatchObject([{ name: 'id', in: 'path', required: true }]);
  const audit = paths['/api/audit']?.['get']?.parameters ?? [];
  expect(audit.map(({ name, required }) => [name, required])).toContainEqual(['after', false]);
  const report = paths['/api/incidents']?.['post'];
  expect(report?.parameters).toMatchObject([{ name: 'Idempotency-Key', in: 'header' }]);
  expect(report?.requestBody?.content['application/json']?.schema.required).toEqual(['kind', 'summary']);
  expect(JSON.stringify(paths)).not.toMatch(/"\$schema"|#\/\$defs/u);
});

test('answers have the fields the description promises', async () => {
  const cookie = await signIn(server, 'auditor');
  const desk = await signIn(server, 'dispatcher');
  const made = await https(server, 'POST', '/api/incidents', { cookie: desk, body: { kind: 'injury', summary: 'x' } });
  const id = (made.body as { id: string }).id;
  for (const { method, path } of REST_ROUTES.filter((route) => route.method === 'get')) {
    const answer = await https(server, 'GET', filled(path, id), { cookie });
    expect([path, answer.status, answer.headers['cache-control']]).toEqual([path, 200, 'no-store']);
    const schema = paths[braced(path)]?.[method]?.responses['200']?.content['application/json']?.schema;
    const list = schema?.type === 'array';
    expect([path, Array.isArray(answer.body)]).toEqual([path, list]);
    const [item, wanted] = list ? [(answer.body as object[])[0], schema.items] : [answer.body, schema];
    if (!item) continue;
    expect(Object.keys(item)).toEqual(expect.arrayContaining([...(wanted?.required ?? ['none'])]));
  }
});
