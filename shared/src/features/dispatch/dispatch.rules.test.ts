import { expect, test } from 'vitest';
import type { Dispatch, DispatchMember } from './dispatch.model.js';
import { arrive, changeMember, dispatchAudience } from './dispatch.rules.js';

const EARLY = '2026-05-10T01:00:00.000Z';
const LATE = '2026-05-10T01:20:00.000Z';
const ANCHORAGE = { lat: 29.985, lon: 121.77 };

const member = (principalId: string): DispatchMember => ({
  ...{ principalId, name: { zh: principalId, en: principalId } },
  ...{ confirmedAt: null, onSceneAt: null, onScenePosition: null, onScenePositionAt: null },
  onSceneReason: null,
});

const dispatch: Dispatch = {
  id: '0d1f6f7a-12b4-4f8a-9a55-7f3f2a6f0c11',
  ...{ orgId: 'beilun', simulated: false, drill: false },
  ...{ incidentId: '6f2c1c1e-4a52-4e0e-9d0e-0a3f3a1b2c3d', incidentNumber: 'BL-20260510-001' },
  ...{ task: 'board and sample', ppeLevel: 'P2', rendezvous: 'AN1' },
  members: [member('account:a'), member('account:b')],
  ...{ issuedById: 'account:c', issuedByName: { zh: '调度员', en: 'Dispatcher' }, issuedAt: EARLY, revision: 2 },
};

test('[DSP3] a member changes the own row and no other', () => {
  const changed = changeMember(dispatch, 'account:b', (row) => ({ ...row, confirmedAt: EARLY }));
  expect(changed.members).toEqual([member('account:a'), { ...member('account:b'), confirmedAt: EARLY }]);
  expect(changed.revision).toBe(3);
  expect(dispatch.members[1]?.confirmedAt).toBeNull();
});

test('[DSP3] whoever is not on the team has no row to change', () => {
  expect(() => changeMember(dispatch, 'account:c', (row) => row)).toThrow(
    expect.objectContaining({ code: 'forbidden', reason: 'dispatch.not-on-team' }),
  );
});

test('[DSP4] on scene takes a position or the reason why there is none', () => {
  expect(arrive(member('account:a'), EARLY, { position: ANCHORAGE })).toMatchObject({
    onSceneAt: EARLY,
    onScenePosition: ANCHORAGE,
    onSceneReason: null,
  });
  expect(arrive(member('account:a'), EARLY, { reason: 'below deck' })).toMatchObject({
    onSceneAt: EARLY,
    onScenePosition: null,
    onSceneReason: 'below deck',
  });
  expect(() => arrive(member('account:a'), EARLY, {})).toThrow(
    expect.objectContaining({ code: 'invalid_input', reason: 'dispatch.position-or-reason' }),
  );
});

test('[DSP4] a position is as old as its device said, whenever it arrives', () => {
  const old = { position: ANCHORAGE, positionAgeMs: 3_600_000 };
  expect(arrive(member('account:a'), EARLY, old)).toMatchObject({
    onSceneAt: EARLY,
    onScenePositionAt: '2026-05-10T00:00:00.000Z',
  });
  expect(arrive(member('account:a'), EARLY, { position: ANCHORAGE }).onScenePositionAt).toBeNull();
});

test('[DSP4] arriving confirms an order that was not confirmed, and the first times stay', () => {
  const first = arrive(member('account:a'), EARLY, { position: ANCHORAGE });
  expect(first.confirmedAt).toBe(EARLY);
  expect(arrive(first, LATE, { position: ANCHORAGE })).toMatchObject({ confirmedAt: EARLY, onSceneAt: EARLY });
  expect(arrive({ ...member('account:a'), confirmedAt: EARLY }, LATE, { position: ANCHORAGE }).confirmedAt).toBe(EARLY);
});

test('[DSP5] a dispatch is seen by the desks, the auditor, the walls and its team', () => {
  expect(dispatchAudience(dispatch)).toEqual({
    roles: ['commander', 'dispatcher', 'auditor', 'display'],
    principals: ['account:a', 'account:b'],
  });
});
