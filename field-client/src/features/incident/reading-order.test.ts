import { expect, test } from 'vitest';
import type { IncidentState } from '@haigang/shared/features/incident/incident.model';
import { inReadingOrder } from './reading-order.js';

const incident = (id: string, state: IncidentState, minute: number) => ({
  ...{ id, state },
  stamps: {
    ...{ tAlarm: `2026-01-01T00:0${minute}:00.000Z`, tAck: null, tVerify: null },
    ...{ tGrade: null, tDispatch: null, tOnScene: null, tClosed: null },
  },
});

test('[INC14] what runs stands before what is over, the newest first', () => {
  const all = [
    incident('old', 'REPORTED', 1),
    incident('over', 'CLOSED', 9),
    incident('new', 'GRADED', 5),
    incident('false', 'FALSE_ALARM', 3),
  ];
  expect(inReadingOrder(all).map(({ id }) => id)).toEqual(['new', 'old', 'over', 'false']);
});
