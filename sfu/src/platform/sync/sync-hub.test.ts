import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Principal, Role } from '@haigang/shared/features/identity/identity.model';
import type { Change } from '@haigang/shared/kernel/sync';
import type { EntityName } from '@haigang/shared/protocol';
import { systemPrincipal } from '../../features/identity/index.js';
import { openTestStorage, type TestStorage } from '../../testing/storage.js';
import { UnitOfWork } from '../storage/unit-of-work.js';
import type { Audience } from './audience.js';
import { SyncHub, type SyncedEntity } from './sync-hub.js';

let storage: TestStorage;
let unitOfWork: UnitOfWork;
let hub: SyncHub;
/** The rows as they stand, for snapshots; kept by the test beside the change rows. */
let rows: Map<string, { value: unknown; audience: Audience }>;
beforeEach(async () => {
  storage = await openTestStorage();
  rows = new Map();
  const { database, clock } = storage;
  unitOfWork = new UnitOfWork({ database, clock, onCommitted: (changes) => hub.announce(changes) });
  await unitOfWork.open();
  const incident: SyncedEntity = {
    present: (value, principal) => ({ ...(value as object), readBy: principal.roles[0] }),
    snapshot: () => Promise.resolve([...rows].map(([id, row]) => ({ id, ...row }))),
  };
  hub = new SyncHub({
    database,
    unitOfWork,
    epoch: 'epoch',
    entities: { incident } as Record<EntityName, SyncedEntity>,
  });
});
afterEach(() => storage.close());

const audience = (...roles: Role[]): Audience => ({ orgId: 'test', roles, principals: [] });
const someone = (...roles: Role[]): Principal => ({ ...systemPrincipal('test'), id: `account:${roles.join()}`, roles });
function write(id: string, seenBy: Audience, before?: Audience): Promise<void> {
  const origin = { call: 'test:write', requestId: undefined, body: null, client: null };
  return unitOfWork.run(systemPrincipal('test'), origin, (unit) => {
    unit.change('incident', id, { id }, seenBy, before);
    unit.afterCommit(() => rows.set(id, { value: { id }, audience: seenBy }));
    return Promise.resolve();
  });
}
/** A page: what it was given at its resumes and since. */
async function visit(principal: Principal, epoch: string | null = null, seq = 0) {
  const heard: Change[] = [];
  const { reply, stop } = await hub.resume({ principal, deliver: (changes) => heard.push(...changes) }, epoch, seq);
  return { reply, stop, heard };
}

test('[SYNC1] [SYNC2] a page that resumes while others write hears every change once and in order', async () => {
  const all: Promise<void>[] = [];
  const desk = someone('commander');
  const first = await visit(desk);
  for (let n = 1; n <= 20; n += 1) all.push(write(`n${n}`, audience('commander')));
  const second = visit(desk, first.reply.epoch, 0);
  for (let n = 21; n <= 40; n += 1) all.push(write(`n${n}`, audience('commander')));
  const { reply, heard } = await second;
  await Promise.all(all);
  const told = reply.kind === 'changes' ? reply.changes : [];
  const wanted = Array.from({ length: 40 }, (_, at) => `n${at + 1}`);
  expect([...told, ...heard].map((change) => change.id)).toEqual(wanted);
  expect([...told, ...heard].map((change) => change.seq)).toEqual(wanted.map((_, at) => at + 1));
  expect(heard.length).toBeGreaterThan(0);
  expect(first.heard.map((change) => change.id)).toEqual(wanted);
});

test('[SYNC3] rows reach their audience alone, each as that reader may see it', async () => {
  const commander = await visit(someone('commander'));
  const officer = await visit(someone('officer'));
  const elsewhere = await visit({ ...someone('commander'), orgId: 'another' });
  await write('for-desk', audience('commander'));
  await write('for-both', audience('commander', 'officer'));
  expect(commander.heard.map((change) => change.value)).toEqual([
    { id: 'for-desk', readBy: 'commander' },
    { id: 'for-both', readBy: 'commander' },
  ]);
  expect(officer.heard.map((change) => change.value)).toEqual([{ id: 'for-both', readBy: 'officer' }]);
  expect(elsewhere.heard).toEqual([]);
  for (const [who, wanted] of [
    [someone('officer'), ['for-both']],
    [someone('declarant'), []],
  ] as const) {
    const { reply } = await visit(who);
    expect(reply.kind === 'snapshot' && reply.entities['incident']?.map((row) => row.id)).toEqual(wanted);
  }
});

test('[SYNC4] a row that leaves a reader’s audience arrives as null, live and at the next resume', async () => {
  const officer = await visit(someone('officer'));
  await write('case', audience('commander', 'officer'));
  officer.stop();
  await write('case', audience('commander'), audience('commander', 'officer'));
  const back = await visit(someone('officer'), officer.reply.epoch, 1);
  expect(back.reply).toMatchObject({ kind: 'changes', changes: [{ id: 'case', value: null }] });
  await write('case', audience('commander', 'officer'), audience('commander'));
  await write('case', audience('commander'), audience('commander', 'officer'));
  expect(back.heard.map((change) => change.value)).toEqual([{ id: 'case', readBy: 'officer' }, null]);
});

test('[SYNC6] another history, other roles, or a number from the future: a snapshot, never a guess', async () => {
  const { reply } = await visit(someone('officer'));
  await write('n1', audience('officer'));
  expect((await visit(someone('officer'), reply.epoch, 0)).reply.kind).toBe('changes');
  expect((await visit(someone('officer'), 'restored', 0)).reply.kind).toBe('snapshot');
  expect((await visit(someone('officer', 'lab'), reply.epoch, 0)).reply.kind).toBe('snapshot');
  expect((await visit(someone('officer'), reply.epoch, 999)).reply.kind).toBe('snapshot');
});

test('a page that stopped hears nothing more', async () => {
  const page = await visit(someone('officer'));
  page.stop();
  await write('n1', audience('officer'));
  expect(page.heard).toEqual([]);
  expect(hub.subscriberCount).toBe(0);
});
