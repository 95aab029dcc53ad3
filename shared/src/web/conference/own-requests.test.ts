import { expect, test } from 'vitest';
import { ownRequestsOf } from './own-requests.js';

type Request = Parameters<typeof ownRequestsOf>[0][number];

const SHOWN_MS = 10 * 60_000;
const at = (minute: number): string => `2026-01-01T00:${String(minute).padStart(2, '0')}:00.000Z`;
const request = (id: string, state: Request['state'], asked: number, answered: number | null): Request => ({
  ...{ id, state, requestedAt: at(asked), answeredAt: answered === null ? null : at(answered) },
  ...{ orgId: 'org:1', simulated: false, drill: false, revision: 0, conferenceId: null, declineReason: null },
  ...{ incidentId: `of-${id}`, incidentNumber: 'BL-1', incidentIsNew: true, requesterId: 'account:1' },
  ...{ requesterName: { zh: '一', en: 'One' }, urgency: 'normal', reason: id, deviceKind: 'phone' },
  ...{ position: null, positionAt: null, network: null, networkType: null, batteryPercent: null },
  ...{ escalatedAt: null, dutyPhone: null, answeredById: null, answeredByName: null },
  can: { accept: false, decline: false, cancel: false },
});
const outcome = (minute: number, ...mine: Request[]): { waiting: string | null; unheard: string | null } => {
  const { waiting, unheard } = ownRequestsOf(mine, Date.parse(at(minute)), SHOWN_MS);
  return { waiting: waiting?.id ?? null, unheard: unheard?.id ?? null };
};

test('[CONF1] a request that was refused or withdrawn is there to be asked again for a while', () => {
  expect(outcome(5, request('a', 'DECLINED', 1, 2))).toEqual({ waiting: null, unheard: 'a' });
  expect(outcome(5, request('a', 'CANCELLED', 1, 2))).toEqual({ waiting: null, unheard: 'a' });
  expect(outcome(12, request('a', 'DECLINED', 1, 2))).toEqual({ waiting: null, unheard: null });
  expect(outcome(5, request('a', 'ESCALATED', 1, null))).toEqual({ waiting: 'a', unheard: null });
});

test('[CONF1] a refusal ends with the next request (bug: it was shown after that one was accepted and had ended)', () => {
  const [refused, accepted] = [request('a', 'DECLINED', 1, 2), request('b', 'CONVENED', 3, 4)];
  for (const mine of [
    [refused, accepted],
    [accepted, refused],
  ]) {
    expect(outcome(5, ...mine)).toEqual({ waiting: null, unheard: null });
  }
});

test('[CONF1] of two refusals the later one counts, whatever their order (bug: the first that was found)', () => {
  const [first, second] = [request('a', 'DECLINED', 1, 2), request('b', 'DECLINED', 3, 4)];
  expect(outcome(5, first, second).unheard).toBe('b');
  expect(outcome(5, second, first).unheard).toBe('b');
});
