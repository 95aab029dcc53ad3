import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ReplyEnvelope } from '@haigang/shared/kernel/contract';
import { calls, type AppCalls } from '@haigang/shared/protocol';
import { bodyOf } from '../../testing/call-bodies.js';
import { CAST, openCast, type Cast, type Who } from '../../testing/cast.js';
import { MAY, PAST_THE_CHECK } from '../../testing/rights.js';
import { situation, type Situation } from '../../testing/situation.js';
import { startApp, type TestServer } from '../../testing/start-app.js';
import { connectClient } from '../../testing/test-client.js';

let server: TestServer;
let cast: Cast;
beforeAll(async () => {
  server = await startApp();
  cast = await openCast(server);
  await cast.as('officer1').resume();
}, 60_000);
afterAll(async () => {
  cast.close();
  await server.close();
});

async function may(call: keyof AppCalls, who: Who, now: Situation): Promise<boolean> {
  const body = await bodyOf(call, who, now);
  const reply = ReplyEnvelope.parse(await cast.as(who).raw(call, { requestId: randomUUID(), body }));
  if (reply.ok) return true;
  const { code, reason } = reply.error;
  // Wrong bodies and failures of our own would read as "got past the check".
  expect.soft([call, who, code, reason]).not.toContain('internal');
  expect.soft([call, who, reply.error.message, reason]).not.toContain(`${call}.invalid`);
  if (PAST_THE_CHECK.includes(reason)) return true;
  return !['forbidden', 'not_found', 'unauthenticated'].includes(code) && reason !== 'conference.no-seat';
}

const ENDS_THE_SOCKET = 'identity:sign-out-everywhere';
const CHECKED = (Object.keys(calls) as (keyof AppCalls)[]).filter((call) => call !== ENDS_THE_SOCKET);

test.each(CHECKED)(
  '[EDGE3] %s: exactly those who may, may',
  async (call) => {
    const allowed: Who[] = [];
    let now = await situation({ server, cast });
    for (const who of CAST) {
      if (!(await may(call, who, now))) continue;
      allowed.push(who);
      now = await situation({ server, cast });
    }
    expect(allowed).toEqual(CAST.filter((who) => MAY[call].includes(who)));
  },
  60_000,
);

test('[EDGE3] a list that everybody may ask for holds nothing for those who may see nothing', async () => {
  const { fresh } = await situation({ server, cast });
  for (const who of ['officer2', 'agent', 'unpaired', 'guest', 'clerk', 'expert'] as const) {
    const { incidents } = await cast.as(who).call('incident:list', {});
    expect([who, incidents.map((one) => one.id)]).not.toContainEqual([who, expect.arrayContaining([fresh.id])]);
  }
});

test('[EDGE9] a refused change leaves an audit row, once a minute for the same person and call; a refused read none', async () => {
  const rows = () =>
    server.app.database.reader
      .selectFrom('audit')
      .select(['actor_id', 'entity_id'])
      .where('action', '=', 'call:refused')
      .where('actor_role', '=', 'declarant')
      .where('entity_id', 'in', ['identity:create-account', 'dispatch:officers'])
      .execute();
  const refused = { username: 'x1', name: { zh: '甲', en: 'A' }, roles: ['administrator' as const] };
  const before = (await rows()).length;
  for (let at = 0; at < 3; at += 1) {
    await expect(
      cast.as('agent').call('identity:create-account', { ...refused, password: 'haigang-demo' }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    await expect(cast.as('agent').call('dispatch:officers', {})).rejects.toMatchObject({ code: 'forbidden' });
  }
  // The agent was refused earlier in this run: within a minute that one row counts for these refusals too.
  const after = await rows();
  expect(after.length - before).toBeLessThanOrEqual(1);
  expect(new Set(after.map((row) => row.entity_id))).toEqual(new Set(['identity:create-account']));
});

test('[EDGE2] without a session there is no socket, and with an ended one no answer', async () => {
  await expect(connectClient(server, '', { cookie: 'none=1' })).rejects.toThrow('unauthenticated');
  for (const who of CAST) {
    const client = cast.as(who);
    if (!MAY[ENDS_THE_SOCKET].includes(who)) {
      await expect(client.call(ENDS_THE_SOCKET, {})).rejects.toMatchObject({ code: 'forbidden' });
      continue;
    }
    const ended = client.next('identity:session-ended');
    client.socket.emit(ENDS_THE_SOCKET, { requestId: randomUUID(), body: {} }, () => undefined);
    expect(await ended).toEqual({ reason: 'signed-out-everywhere' });
    await expect(connectClient(server, '', { cookie: client.cookie })).rejects.toThrow('unauthenticated');
  }
});
