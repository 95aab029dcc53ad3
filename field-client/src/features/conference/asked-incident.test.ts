import { expect, test } from 'vitest';
import { incidentsToAskOn, NEW_INCIDENT, usualIncident } from './asked-incident.js';

type Known = Parameters<typeof incidentsToAskOn>[0];

const ME = 'account:1';
const at = (minute: number): string => `2026-01-01T00:0${minute}:00.000Z`;
const person = { name: { zh: '一', en: 'One' } };
const member = (principalId: string, onSceneAt: string | null = null) => ({
  ...{
    principalId,
    ...person,
    confirmedAt: null,
    onSceneAt,
    onScenePosition: null,
    onScenePositionAt: null,
    onSceneReason: null,
  },
});
const order = (id: string, issuedAt: string, ...members: ReturnType<typeof member>[]): Known['dispatches'][number] => ({
  ...{ incidentId: id, incidentNumber: `BL-${id}`, task: `task ${id}`, issuedAt, members },
});
const incident = (
  id: string,
  state: 'DISPATCHED' | 'CLOSED',
  reporterId = 'account:9',
): Known['incidents'][number] => ({
  ...{ id, number: `BL-${id}`, summary: `summary ${id}`, state, reporterId },
  stamps: { tAlarm: at(0), tAck: null, tVerify: null, tGrade: null, tDispatch: null, tOnScene: null, tClosed: null },
});
const room = (id: string, state: 'ACTIVE' | 'ENDED', seat: 'LEFT' | 'REMOVED'): Known['conferences'][number] => ({
  ...{ incidentId: id, incidentNumber: `BL-${id}`, state },
  participants: [{ principalId: ME, ...person, role: 'officer', state: seat }],
});
const asked = (known: Partial<Known>, people = [ME]) =>
  incidentsToAskOn({ dispatches: [], conferences: [], incidents: [], ...known }, people).map((one) => [
    one.id,
    one.why,
  ]);

test('[CONF1] what he was sent to comes first, where he is on scene before what came later', () => {
  const dispatches = [
    order('a', at(1), member(ME, at(5))),
    order('b', at(3), member(ME)),
    order('c', at(4), member('x')),
  ];
  expect(asked({ dispatches })).toEqual([
    ['a', 'dispatched'],
    ['b', 'dispatched'],
  ]);
});

test('[CONF1] each incident once; conferences he was removed from, that ended, and incidents that are over are left out', () => {
  expect(
    asked({
      dispatches: [order('a', at(1), member(ME)), order('over', at(2), member(ME))],
      conferences: [
        room('a', 'ACTIVE', 'LEFT'),
        room('b', 'ACTIVE', 'LEFT'),
        room('c', 'ACTIVE', 'REMOVED'),
        room('d', 'ENDED', 'LEFT'),
      ],
      incidents: [incident('a', 'DISPATCHED', ME), incident('over', 'CLOSED', ME), incident('e', 'DISPATCHED', ME)],
    }),
  ).toEqual([
    ['a', 'dispatched'],
    ['b', 'inside'],
    ['e', 'reported'],
  ]);
});

test('[DEV6] a unit is offered what its officer was sent to', () => {
  const dispatches = [order('a', at(1), member(ME))];
  expect(asked({ dispatches }, ['device:7', ME])).toEqual([['a', 'dispatched']]);
  expect(asked({ dispatches }, ['device:7'])).toEqual([]);
});

const refused = (incidentId: string, answeredAt: string): Parameters<typeof usualIncident>[1] => ({
  ...{ incidentId, answeredAt },
});
const offered = (known: Partial<Known>) =>
  incidentsToAskOn({ dispatches: [], conferences: [], incidents: [], ...known }, [ME]);
const REPORTED = { incidents: [incident('own', 'DISPATCHED', ME)] };

test('[CONF1] what was refused is asked again; one that is over, or none at all, leaves what he is sent to', () => {
  const dispatches = [order('a', at(1), member(ME))];
  const all = offered({ ...REPORTED, dispatches });
  expect(usualIncident(all, refused('own', at(3)))).toBe('own');
  expect(usualIncident(all, refused('over', at(3)))).toBe('a');
  expect(usualIncident(all, null)).toBe('a');
  expect(usualIncident(offered(REPORTED), null)).toBe(NEW_INCIDENT);
});

test('[CONF1] who is sent elsewhere after a refusal asks on that (bug: the refused one was chosen for ten minutes)', () => {
  const later = offered({ ...REPORTED, dispatches: [order('a', at(4), member(ME))] });
  expect(usualIncident(later, refused('own', at(3)))).toBe('a');
  const arrived = offered({ ...REPORTED, dispatches: [order('a', at(1), member(ME, at(5)))] });
  expect(usualIncident(arrived, refused('own', at(3)))).toBe('a');
});

test('[REQ10] the laboratory asks on what it reads too, after its own, and on none of them unless it picks one', () => {
  const incidents = [incident('a', 'DISPATCHED'), incident('own', 'DISPATCHED', ME), incident('over', 'CLOSED')];
  expect(asked({ incidents })).toEqual([['own', 'reported']]);
  const read = { incidents, asksOnRead: true };
  expect(asked(read)).toEqual([
    ['own', 'reported'],
    ['a', 'read'],
  ]);
  expect(usualIncident(offered(read), null)).toBe(NEW_INCIDENT);
});
