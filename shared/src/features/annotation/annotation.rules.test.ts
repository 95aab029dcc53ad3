import { expect, test } from 'vitest';
import type { Principal, Role } from '../identity/identity.model.js';
import { MAX_COORDINATES, StrokeShape, type AnnotationBoard, type AnnotationStroke } from './annotation.model.js';
import { boardAudience, lastOrderOf, peopleNow, standing, vectorOf, viewBoard } from './annotation.rules.js';

const ID = '0d1f6f7a-12b4-4f8a-9a55-7f3f2a6f0c11';
const AT = '2026-05-10T01:00:00.000Z';
const name = { zh: '甲', en: 'A' };

const board: AnnotationBoard = {
  ...{ id: ID, orgId: 'beilun', simulated: false, drill: false, incidentId: ID, incidentNumber: 'BL-1' },
  ...{ conferenceId: ID, number: 1, state: 'OPEN', fileId: ID, sha256: 'a'.repeat(64), width: 1280, height: 720 },
  subject: null,
  people: [
    { principalId: 'account:o', name, gone: false },
    { principalId: 'guest:e', name, gone: true },
  ],
  ...{ openedById: 'account:o', openedByName: name, openedAt: AT, closed: null, revision: 0 },
};
const who = (id: string, ...roles: Role[]): Principal => ({
  ...{ id, kind: 'account', name, roles, orgId: 'beilun', conferenceId: null },
});

function stroke(order: number, removedOrder: number | null = null): AnnotationStroke {
  return {
    ...{ id: ID, orgId: 'beilun', simulated: false, drill: false, incidentId: ID, conferenceId: ID, boardId: ID },
    ...{ order, tool: 'pen', points: [0.1, 0.2], text: null, authorId: 'account:o', at: AT, removedOrder },
    ...{ viewerIds: ['account:o'], revision: 0 },
  };
}

const shape = (patch: object): boolean =>
  StrokeShape.safeParse({ id: ID, tool: 'pen', points: [0, 0, 1, 1], text: null, ...patch }).success;

test('[ANN3] the shapes of the four tools', () => {
  expect(shape({})).toBe(true);
  expect(shape({ points: [0.5, 0.5] })).toBe(true);
  for (const tool of ['arrow', 'ellipse']) {
    expect(shape({ tool })).toBe(true);
    expect(shape({ tool, points: [0, 0] })).toBe(false);
  }
  expect(shape({ tool: 'text', points: [0.5, 0.5], text: '<img src=x onerror=alert(1)> 38.4 ℃' })).toBe(true);
});

test.each([
  ['no number', { points: [Number.NaN, 0] }],
  ['infinite', { points: [Infinity, 0] }],
  ['null, as JSON writes NaN', { points: [null, 0] }],
  ['outside the picture', { points: [-0.001, 0] }],
  ['outside the picture', { points: [0, 1.001] }],
  ['a text for a number', { points: ['0.5', 0] }],
  ['half a point', { points: [0, 0, 1] }],
  ['nothing', { points: [] }],
  ['too many', { points: Array.from({ length: MAX_COORDINATES + 2 }, () => 0) }],
  ['a pen that writes', { text: 'x' }],
  ['a text tool without', { tool: 'text', points: [0, 0] }],
  ['a long text', { tool: 'text', points: [0, 0], text: 'x'.repeat(81) }],
  ['control characters', { tool: 'text', points: [0, 0], text: 'a\u0000b' }],
  ['another tool', { tool: 'script' }],
  ['another id', { id: '__proto__' }],
])('[ANN3] refused: %s', (_why, patch) => {
  expect(shape(patch)).toBe(false);
});

test('[ANN2] who comes is added at the end, who is removed is gone and keeps his tone', () => {
  const seat = (principalId: string, state: string) => ({ principalId, name, role: 'officer', state }) as never;
  const people = peopleNow(board.people, {
    participants: [seat('account:o', 'REMOVED'), seat('guest:e', 'JOINED'), seat('account:n', 'INVITED')],
  });
  expect(people.map((one) => `${one.principalId} ${String(one.gone)}`)).toEqual([
    'account:o true',
    'guest:e false',
    'account:n false',
  ]);
  expect(peopleNow([], { participants: [seat('guest:w', 'LOBBY')] })).toEqual([]);
  // Bug: whoever declined or let it ring out counted as admitted.
  for (const state of ['DECLINED', 'EXPIRED']) {
    expect(peopleNow([], { participants: [seat('account:x', state)] })).toEqual([]);
    const left = peopleNow(board.people, { participants: [seat('account:o', state)] });
    expect(left[0]).toMatchObject({ principalId: 'account:o', gone: true });
  }
  const roles = ['commander', 'dispatcher', 'auditor'];
  expect(boardAudience({ ...board, state: 'CLOSED' })).toEqual({ roles, principals: ['account:o'] });
  expect(boardAudience({ ...board, state: 'OPEN' })).toEqual({
    ...{ roles: [...roles, 'display'], principals: ['account:o'] },
  });
});

test('[ANN2] [ANN5] [ANN7] who draws, who clears all and who closes', () => {
  expect(viewBoard(board, who('account:o', 'officer')).can).toEqual({ draw: true, clearAll: true, close: true });
  expect(viewBoard(board, who('guest:e', 'external-expert')).can.draw).toBe(false);
  expect(viewBoard(board, who('account:c', 'commander')).can).toEqual({ draw: true, clearAll: true, close: true });
  expect(viewBoard(board, who('account:s', 'auditor')).can).toEqual({ draw: false, clearAll: false, close: false });
  const other = { ...board, openedById: 'guest:e' };
  expect(viewBoard(other, who('account:o', 'officer')).can).toEqual({ draw: true, clearAll: false, close: false });
  const closed = { ...board, state: 'CLOSED' as const };
  expect(viewBoard(closed, who('account:c', 'commander')).can.draw).toBe(false);
});

test('[ANN5] [ANN7] what was taken back does not stand, and is part of the record and of the order', () => {
  const all = [stroke(3), stroke(1, 4), stroke(2)];
  expect(standing(all).map((one) => one.order)).toEqual([2, 3]);
  expect(lastOrderOf(all)).toBe(4);
  expect(lastOrderOf([])).toBe(0);
  expect(vectorOf(all)).toMatchObject([{ order: 1, removedOrder: 4 }, { order: 2 }, { order: 3 }]);
});
