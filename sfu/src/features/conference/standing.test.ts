import { expect, test } from 'vitest';
import type { Principal } from '@haigang/shared/features/identity/identity.model';
import { seatFor } from './standing.js';

const person = (...roles: Principal['roles'][number][]): Principal => ({
  ...{ id: 'p', kind: 'account', name: { zh: '甲', en: 'A' }, orgId: 'beilun' },
  ...{ roles, conferenceId: null },
});

test('[ROOM14] [ROOM1] who may host sits as a desk, whatever role he was given first (bug: his room rang as one without a desk)', () => {
  expect(seatFor(person('officer', 'dispatcher')).role).toBe('dispatcher');
  expect(seatFor(person('administrator', 'dispatcher', 'commander')).role).toBe('commander');
  expect(seatFor(person('officer', 'lab')).role).toBe('officer');
});
