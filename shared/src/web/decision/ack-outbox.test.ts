import { expect, test } from 'vitest';
import { AppError } from '../../kernel/errors.js';
import { Scope } from '../../kernel/scope.js';
import { createAckOutbox } from './ack-outbox.js';

const ME = { principal: { id: 'account:o' } };
const ID = '0d1f6f7a-12b4-4f8a-9a55-7f3f2a6f0c11';

/** A device with its storage and a link that can be cut; what the centre heard is kept. */
function device(kept = new Map<string, string>(), me: typeof ME = ME) {
  const heard: unknown[] = [];
  const world = { live: true, answer: (): unknown => ({ id: ID, revision: 2 }) };
  const listeners: ((who: never) => void)[] = [];
  const outbox = createAckOutbox(
    {
      call: (_name: string, body: unknown) => {
        heard.push(body);
        return Promise.resolve().then(world.answer) as never;
      },
      serverNow: () => Date.parse('2026-05-10T01:00:00.000Z'),
      onLive: (listener) => {
        listeners.push(listener);
        return () => undefined;
      },
      entities: { upsert: () => undefined } as never,
      scope: new Scope('device'),
      state: { getState: () => ({ me, link: { phase: world.live ? 'live' : 'stale' } }) as never },
    },
    { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) },
    [1, 2],
  );
  const goLive = (): void => {
    world.live = true;
    for (const listener of listeners) listener(me as never);
  };
  return { outbox, heard, world, goLive, kept, waiting: () => outbox.state.getState().waiting };
}

test('[DEC13] with a link the press is sent at once and leaves the device', async () => {
  const { outbox, heard, waiting } = device();
  await outbox.press(ID);
  expect(heard).toEqual([{ id: ID, pressedAt: '2026-05-10T01:00:00.000Z' }]);
  expect(waiting()).toEqual([]);
});

test('[DEC13] without a link it waits on the device, over a reload, and is sent when the link is back', async () => {
  const before = device();
  before.world.live = false;
  await before.outbox.press(ID);
  await before.outbox.press(ID);
  expect(before.heard).toEqual([]);
  const after = device(before.kept);
  expect(after.waiting()).toHaveLength(1);
  after.goLive();
  await expect.poll(after.waiting).toEqual([]);
  expect(after.heard).toEqual([{ id: ID, pressedAt: '2026-05-10T01:00:00.000Z' }]);
});

test('[DEC13] an answer lost on a living link: sent again by itself, and the card knows why and when', async () => {
  const { outbox, heard, world, waiting } = device();
  let losses = 3;
  world.answer = () => {
    if ((losses -= 1) >= 0) throw new AppError('timeout', 'call.no-reply', 'lost');
    return { id: ID, revision: 2 };
  };
  const reasons = new Set<string>();
  outbox.state.subscribe(({ troubles }) => {
    for (const one of Object.values(troubles)) reasons.add(`${one.reason} ${one.attempts}`);
  });
  await outbox.press(ID);
  expect(waiting()).toHaveLength(1);
  await expect.poll(waiting).toEqual([]);
  expect(heard).toHaveLength(4);
  expect([...reasons]).toEqual(['call.no-reply 1', 'call.no-reply 2', 'call.no-reply 3']);
  expect(outbox.state.getState().troubles).toEqual({});
});

test('[DEC13] a link lost between attempts keeps the press; it goes once the link lives', async () => {
  const { outbox, heard, world, goLive, waiting } = device();
  world.answer = () => {
    world.live = false;
    throw new AppError('unavailable', 'link.offline', 'lost');
  };
  await outbox.press(ID);
  expect(waiting()).toHaveLength(1);
  world.answer = () => ({ id: ID, revision: 2 });
  goLive();
  await expect.poll(waiting).toEqual([]);
  expect(heard).toHaveLength(2);
});

test('[DEC13] a refusal for good drops it and is told', async () => {
  const { outbox, world, waiting } = device();
  world.answer = () => {
    throw new AppError('conflict', 'decision.superseded', 'replaced');
  };
  await expect(outbox.press(ID)).rejects.toMatchObject({ reason: 'decision.superseded' });
  expect(waiting()).toEqual([]);
});

test('[DEC13] another person on the same device does not sign for the first', async () => {
  const first = device();
  first.world.live = false;
  await first.outbox.press(ID);
  const second = device(first.kept, { principal: { id: 'account:p' } });
  second.goLive();
  await Promise.resolve();
  expect(second.heard).toEqual([]);
  expect(second.waiting()).toHaveLength(1);
});

test('[DEC13] a damaged store is no reason not to sign', async () => {
  const { outbox, heard } = device(new Map([['haigang.order-acknowledgements', '{"x":']]));
  await outbox.press(ID);
  expect(heard).toHaveLength(1);
});
