import { expect, test } from 'vitest';
import { ParticipantState, RequestState } from './conference.model.js';
import {
  byNeed,
  mayBecome,
  PARTICIPANT_EDGES,
  participantAtEnd,
  REQUEST_EDGES,
  requestDeadlines,
} from './conference.states.js';

test('[REQ1] exactly the lawful steps of a request are allowed, every other one is refused', () => {
  const lawful = [
    ...['REQUESTED ESCALATED', 'REQUESTED ACCEPTED', 'REQUESTED DECLINED', 'REQUESTED CANCELLED'],
    ...['ESCALATED ACCEPTED', 'ESCALATED DECLINED', 'ESCALATED CANCELLED'],
    ...['ACCEPTED CONVENED', 'ACCEPTED CANCELLED', 'ACCEPTED ENDED'],
    'CONVENED ENDED',
  ];
  for (const from of RequestState.options) {
    for (const to of RequestState.options) {
      expect(mayBecome(REQUEST_EDGES, from, to), `${from} → ${to}`).toBe(lawful.includes(`${from} ${to}`));
    }
  }
});

test('[REQ3] the limits count from the request itself', () => {
  const { escalateAt, dutyPhoneAt } = requestDeadlines(
    { requestedAt: '2026-05-10T01:00:00.000Z' },
    { escalateMs: 60_000, dutyPhoneMs: 180_000 },
  );
  expect(new Date(escalateAt).toISOString()).toBe('2026-05-10T01:01:00.000Z');
  expect(new Date(dutyPhoneAt).toISOString()).toBe('2026-05-10T01:03:00.000Z');
});

test('[REQ5] escalated before urgent before ordinary, and within each the one that waits longest', () => {
  const one = (state: 'REQUESTED' | 'ESCALATED', urgency: 'normal' | 'urgent', minute: number) => ({
    ...{ state, urgency, requestedAt: `2026-05-10T01:0${minute}:00.000Z` },
  });
  const order = [
    one('ESCALATED', 'urgent', 4),
    one('ESCALATED', 'normal', 0),
    one('ESCALATED', 'normal', 5),
    one('REQUESTED', 'urgent', 1),
    one('REQUESTED', 'urgent', 2),
    one('REQUESTED', 'normal', 0),
    one('REQUESTED', 'normal', 3),
  ];
  expect([...order].reverse().sort(byNeed)).toEqual(order);
});

test('[CALL1] exactly the lawful steps of a participant are allowed, every other one is refused', () => {
  const lawful: Record<ParticipantState, readonly ParticipantState[]> = {
    INVITED: ['RINGING', 'JOINED', 'LEFT', 'REMOVED'],
    RINGING: ['INVITED', 'JOINED', 'DECLINED', 'EXPIRED', 'REMOVED'],
    LOBBY: ['INVITED', 'REMOVED'],
    JOINED: ['DROPPED', 'LEFT', 'REMOVED'],
    DROPPED: ['JOINED', 'LEFT', 'REMOVED'],
    LEFT: ['INVITED', 'RINGING', 'JOINED', 'REMOVED'],
    DECLINED: ['INVITED', 'RINGING', 'JOINED', 'REMOVED'],
    EXPIRED: ['INVITED', 'RINGING', 'JOINED', 'REMOVED'],
    REMOVED: ['INVITED', 'RINGING'],
  };
  for (const from of ParticipantState.options) {
    for (const to of ParticipantState.options) {
      expect(mayBecome(PARTICIPANT_EDGES, from, to), `${from} → ${to}`).toBe(lawful[from].includes(to));
    }
  }
});

test('[CALL1] at the end an open invitation is expired, a refusal stays one, whoever was there has left', () => {
  const ends = Object.fromEntries(ParticipantState.options.map((state) => [state, participantAtEnd(state)]));
  expect(ends).toEqual({
    ...{ INVITED: 'EXPIRED', RINGING: 'EXPIRED', LOBBY: 'LEFT', JOINED: 'LEFT', DROPPED: 'LEFT', LEFT: 'LEFT' },
    ...{ DECLINED: 'DECLINED', EXPIRED: 'EXPIRED', REMOVED: 'REMOVED' },
  });
});
