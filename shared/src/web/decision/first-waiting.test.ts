import { expect, test } from 'vitest';
import type { DecisionView } from '../../features/decision/decision.model.js';
import { firstWaiting, waitingFor } from './use-notices.js';

const order = (id: string, incidentId: string): DecisionView =>
  ({ id, incidentId, voices: [], can: { acknowledge: true } }) as unknown as DecisionView;
const question = (id: string, incidentId: string): DecisionView =>
  ({
    ...{ id, incidentId, version: 1, opinions: [] },
    voices: [{ principalId: 'me', askedAt: '2026-11-27T00:00:00Z', entries: [] }],
    can: { giveStance: true },
  }) as unknown as DecisionView;

test('[DEC14] the key and the button open the same sheet: of this incident before others, an order before a question', () => {
  const sheets = [question('q-here', 'here'), order('o-there', 'there'), order('o-here', 'here'), order('o2', 'here')];
  expect(firstWaiting(waitingFor(sheets, 'me'), 'here')?.id).toBe('o-here');
  expect(firstWaiting(waitingFor(sheets, 'me'), undefined)?.id).toBe('o-there');
  expect(firstWaiting(waitingFor(sheets.slice(0, 2), 'me'), 'here')?.id).toBe('q-here');
  expect(firstWaiting(waitingFor([question('q', 'here')], 'somebody else'), 'here')).toBeUndefined();
});
