import { afterAll, beforeAll, expect, test } from 'vitest';
import { PortCall } from '@haigang/shared/features/vessel/port-call.model';
import { signIn, startApp, type TestServer } from '../../testing/start-app.js';
import { https } from '../../testing/test-client.js';
import { systemPrincipal } from '../identity/index.js';
import { callOf, eventOf } from './port-call-event.js';
import { writePortCall } from './port-call.store.js';
import { unknownVessel } from './vessel-patch.js';
import { SAMPLE_PORT } from '@haigang/shared/features/vessel/sample-port';

let server: TestServer;
let cookie: string;
const start = Date.UTC(2026, 4, 10);
const HOUR = 3_600_000;

beforeAll(async () => {
  server = await startApp();
  cookie = await signIn(server, 'dispatcher');
  const { unitOfWork } = server.app;
  const origin = { call: 'test', requestId: undefined, body: null, client: null };
  await unitOfWork.run(systemPrincipal('beilun'), origin, async (unit) => {
    for (let at = 0; at < 5; at += 1) {
      const mmsi = String(412_999_100 + at);
      const ship = {
        ...unknownVessel(mmsi, Number(mmsi), start),
        position: { lat: 29.9, lon: 121.9 },
        positionAt: start + at * HOUR,
      };
      const proposed = {
        kind: 'arrived',
        placeId: null,
        metresOutside: 0,
        ship,
        silentSince: null,
        watched: true,
      } as const;
      const call = callOf(proposed, eventOf(proposed, SAMPLE_PORT, start + at * HOUR), 'beilun')!;
      await writePortCall(
        unit,
        null,
        at === 0 ? { ...call, state: 'DEPARTED', closedAt: new Date(start + HOUR / 2).toISOString() } : call,
      );
    }
  });
});
afterAll(() => server.close());

const read = (query: string, as = cookie) => https(server, 'GET', `/api/port-calls${query}`, { cookie: as });
const ships = async (query: string): Promise<string[]> =>
  PortCall.array()
    .parse((await read(query)).body)
    .map(({ mmsi }) => mmsi.slice(-3));

test('[AIS66] calls come newest first, by ship, state and time they were open, page after page', async () => {
  expect(await ships('')).toEqual(['104', '103', '102', '101', '100']);
  expect(await ships('?mmsi=412999102')).toEqual(['102']);
  expect(await ships('?state=DEPARTED')).toEqual(['100']);
  expect(await ships('?from=2026-05-10T01:00:00Z&to=2026-05-10T02:30:00Z')).toEqual(['102', '101']);
  expect(await ships('?to=2026-05-10T00:10:00Z')).toEqual(['100']);
  const first = PortCall.array().parse((await read('?limit=2')).body);
  expect(await ships(`?limit=2&before=${first[1]!.id}`)).toEqual(['102', '101']);
});

test('[AIS66] what makes no sense is refused in words; strangers, guests and declarants read nothing', async () => {
  for (const [query, words] of [
    ['?mmsi=12', 'nine digits'],
    ['?mmsi=412999102&mmsi=412999103', 'nine digits'],
    ['?mmsi[$gt]=1', ''],
    ["?mmsi=412999102'--", 'nine digits'],
    ['?state=SUNK', 'one of ARRIVED'],
    ['?from=yesterday', 'a time in UTC'],
    ['?from=2026-05-10T00:00:00%2B08:00', 'a time in UTC'],
    ['?from=2026-05-10T02:00:00Z&to=2026-05-10T01:00:00Z', 'later than from'],
    ['?limit=201', '1 to 200'],
    ['?limit=-1', '1 to 200'],
    ['?limit=all', '1 to 200'],
    ['?before=1', 'the id of a port call'],
    ['?order=asc', 'order'],
  ] as const) {
    const { status, body } = await read(query);
    expect(status, query).toBe(400);
    expect(JSON.stringify(body), query).toContain(words);
  }
  expect(await read('?before=00000000-0000-4000-8000-000000000000')).toMatchObject({ status: 404 });
  expect(await read('', '')).toMatchObject({ status: 401 });
  expect(await read('', await signIn(server, 'agent'))).toMatchObject({ status: 403 });
});

test('[AIS66] reading is a row of the audit, with what was asked and how much was seen', async () => {
  await read('?mmsi=412999103');
  const row = await server.app.database.reader
    .selectFrom('audit')
    .innerJoin('audit_payloads', 'audit_payloads.digest', 'audit.payload_digest')
    .select(['action', 'actor_role', 'entity_id', 'payload'])
    .orderBy('seq', 'desc')
    .executeTakeFirst();
  expect(row).toMatchObject({ action: 'vessel:port-calls-read', actor_role: 'dispatcher', entity_id: '412999103' });
  expect(JSON.parse(row!.payload)).toMatchObject({ mmsi: '412999103', calls: 1 });
});
