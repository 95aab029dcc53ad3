import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Scope } from '@haigang/shared/kernel/scope';
import type { Connection } from '../../platform/signaling/connection.js';
import { silentLogger } from '../../platform/logger.js';
import { systemPrincipal } from '../identity/index.js';
import { ConferenceRooms } from './conference-rooms.js';
import { openMediaBench, type MediaBench } from './media/media-testing.js';

const allowed = (): Promise<void> => Promise.resolve();

/** Counts what is to be done at its end. */
class CountingScope extends Scope {
  open = 0;
  override defer(cleanup: () => unknown): () => void {
    const withdraw = super.defer(cleanup);
    this.open += 1;
    return () => {
      this.open -= 1;
      withdraw();
    };
  }
}

let bench: MediaBench;
let rooms: ConferenceRooms;
let notices: string[];
beforeEach(async () => {
  bench = await openMediaBench();
  notices = [];
  rooms = new ConferenceRooms({
    ...{ pool: bench.pool, scope: bench.scope.child('rooms'), logger: silentLogger },
    iceServers: () => [],
    onSeat: (_conference, { id }, state) => void notices.push(`${id} ${state}`),
    seatGraceMs: () => 60_000,
    inOrder: (task) => task(),
  });
});
afterEach(() => bench.close());

/** A page as the server knows it; what it is told is counted. */
function page(id: string) {
  const scope = new CountingScope(id);
  const told: string[] = [];
  const connection: Connection = {
    ...{ id: randomUUID(), sessionId: `session-${id}`, surface: 'desk', client: '', scope },
    principal: { ...systemPrincipal('test'), id },
    emit: (name) => void told.push(name),
    emitVolatile: () => undefined,
    isClear: true,
    deliver: () => undefined,
    disconnect: () => void scope.close(),
    restart: () => undefined,
  };
  return { connection, scope, told };
}

const ENDS = {
  'a removal': () => rooms.leave('room', 'guest:e', 'removed'),
  'the end of the conference': () => rooms.end('room'),
  'the end of the session': () => rooms.endSession('session-guest:e'),
} as const;

test.each(Object.entries(ENDS))(
  '[LIFE7] %s that comes while a seat is being made ends that seat (bug: it found nobody and he sat in, live)',
  async (_what, end) => {
    const { connection } = page('guest:e');
    const joining = rooms.join('room', connection, { seatId: 'seat' }, allowed);
    await Promise.all([expect(joining).rejects.toMatchObject({ reason: 'conference.left' }), end()]);
    expect(rooms.seatOf('room', 'guest:e')).toBeUndefined();
    expect(rooms.live.size).toBe(0);
  },
);

test('[LIFE7] the right to a seat is asked when the seat is there; refused, nothing of it is left', async () => {
  const [desk, guest] = [page('account:d'), page('guest:e')];
  await rooms.join('room', desk.connection, { seatId: 'desk' }, allowed);
  const refused = () => Promise.reject(new Error('removed meanwhile'));
  await expect(rooms.join('room', guest.connection, { seatId: 'seat' }, refused)).rejects.toThrow('removed meanwhile');
  expect([rooms.live.seatCount, rooms.seatOf('room', 'guest:e')]).toEqual([1, undefined]);
  expect(notices).toEqual(['account:d JOINED']);
});

test('[LIFE1] a page that comes and goes leaves nothing behind (bug: every entry stayed with the socket, every room with the server)', async () => {
  const { connection, scope } = page('account:d');
  for (let at = 0; at < 3; at += 1) {
    await rooms.join(`room-${at}`, connection, { seatId: randomUUID() }, allowed);
    expect(scope.open).toBe(1);
    await rooms.leave(`room-${at}`, 'account:d', null);
  }
  expect([scope.open, rooms.live.turnCount, rooms.live.size]).toEqual([0, 0, 0]);
});
