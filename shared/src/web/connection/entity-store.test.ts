import { expect, test } from 'vitest';
import { createEntityStore } from './entity-store.js';

const INCIDENT = '6f2c1c1e-4a52-4e0e-9d0e-0a3f3a1b2c3d';
const AT = '2026-05-10T01:00:00.000Z';
const place = { orgId: 'beilun', simulated: false, drill: false, incidentId: INCIDENT, conferenceId: INCIDENT };
const board = (id: string) => ({
  ...{ ...place, id, incidentNumber: 'BL-20260510-001', number: 1, state: 'OPEN', fileId: id, sha256: '0'.repeat(64) },
  ...{ width: 640, height: 480, subject: null, people: [], openedById: 'a', openedByName: { zh: '甲', en: 'A' } },
  ...{ openedAt: AT, closed: null, revision: 0, can: { draw: false, clearAll: false, close: false } },
});
const stroke = (id: string, boardId: string) => ({
  ...{ ...place, id, boardId, order: 1, tool: 'pen', points: [0, 0], text: null, authorId: 'a', at: AT },
  ...{ removedOrder: null, viewerIds: [], revision: 0 },
});
const BOARDS = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'] as const;
const STROKES = ['33333333-3333-4333-8333-333333333333', '44444444-4444-4444-8444-444444444444'] as const;

test('[ANN2] with a board that left a page its strokes leave too, and no others (bug: a wall kept them all until it was loaded anew)', () => {
  const invalid: string[] = [];
  const known = createEntityStore((entity) => invalid.push(entity));
  known.applyChanges([
    ...BOARDS.map((id, at) => ({ seq: at + 1, entity: 'annotation-board' as const, id, value: board(id) })),
    ...STROKES.map((id, at) => {
      const value = stroke(id, BOARDS[at] ?? '');
      return { seq: at + 3, entity: 'annotation-stroke' as const, id, value };
    }),
  ]);
  expect(invalid).toEqual([]);
  expect(known.store.getState()['annotation-stroke'].size).toBe(2);
  known.applyChanges([{ seq: 5, entity: 'annotation-board', id: BOARDS[0], value: null }]);
  expect([...known.store.getState()['annotation-board'].keys()]).toEqual([BOARDS[1]]);
  expect([...known.store.getState()['annotation-stroke'].keys()]).toEqual([STROKES[1]]);
});
