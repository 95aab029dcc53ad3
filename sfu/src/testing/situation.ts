import { convene, enterAsExpert, type Cast } from './cast.js';
import type { TestServer } from './start-app.js';
import { handIn } from './stills.js';

/** A server and everybody who has a socket to it. */
export interface Stage {
  readonly server: TestServer;
  readonly cast: Cast;
}

/** Everything the calls name, new, so that one person's success never changes what the next one meets. */
export async function situation({ server, cast }: Stage) {
  const { as } = cast;
  const officer = as('officer1');
  const dispatcher = as('dispatcher');
  const commander = as('commander');
  const report = () => officer.call('incident:report', { kind: 'unclassified', summary: 'smoke' });
  const acknowledged = async () => {
    const { id, revision } = await report();
    return dispatcher.call('incident:acknowledge', { id, revision });
  };
  const graded = async () => {
    const { id, revision } = await acknowledged();
    return commander.call('incident:grade', { id, revision, kind: 'injury', eventLevel: 'IV', reason: 'fall' });
  };
  const { officers } = await dispatcher.call('dispatch:officers', {});
  const officerId = found(officers, (one) => one.name.en === 'Officer 01').id;
  const order = { officerIds: [officerId], task: 'board', ppeLevel: 'P2' as const, rendezvous: 'B3-1' };
  const sent = await graded();
  const dispatch = await dispatcher.call('dispatch:issue', {
    ...order,
    incidentId: sent.id,
    revision: sent.revision,
  });
  await withdrawOpenRequest(cast);
  const conference = await convene(officer, dispatcher);
  const expert = await enterAsExpert(server, dispatcher, conference.id);
  expert.client.close();
  const request = await officer.call('conference:request', { reason: 'again' });
  const fresh = await report();
  const target = ({ id, revision }: { id: string; revision: number }) => ({ id, revision });
  const made = { order, conference, expert, request, dispatch, fresh, officerId };
  return { server, cast, ...made, acknowledged, graded, target };
}

export type Situation = Awaited<ReturnType<typeof situation>>;

async function withdrawOpenRequest(cast: Cast): Promise<void> {
  for (const request of cast.as('officer1').rows('conference-request').values()) {
    if (request['state'] !== 'REQUESTED') continue;
    await cast.as('officer1').call('conference:cancel', { requestId: String(request['id']) });
  }
}

export async function expertId({ cast }: Situation): Promise<string> {
  return (await cast.as('expert').call('identity:me', {})).principal.id;
}

export async function settingTarget({ cast }: Situation, key: string, proposed: boolean) {
  const { settings } = await cast.as('admin').call('settings:list', {});
  const row = found(settings, (one) => one.id === key);
  const target = { key, revision: row.revision };
  if (!proposed || row.proposal) return target;
  const change = { ...target, value: row.value === 60 ? 90 : 60, reason: 'drill' };
  return { key, revision: (await cast.as('admin').call('settings:propose', change)).revision };
}

/** The open board of the situation's conference, on a still the officer handed in. */
export async function boardOf({ server, cast, conference: { id: conferenceId } }: Situation): Promise<string> {
  const officer = cast.as('officer1');
  const known = (await officer.call('annotation:enter', { conferenceId })).boards.find((one) => one.state === 'OPEN');
  if (known) return known.id;
  const fileId = await handIn(server, officer, { conferenceId, kind: 'snapshot' });
  return (await officer.call('annotation:open', { conferenceId, fileId })).id;
}

/** A decision sheet that asks the officer and the expert, as far on its way as wanted; the officer is addressed. */
export async function sheet(now: Situation, until: 'OPINIONS' | 'APPROVED' | 'DEPLOYED' | 'ACKED' = 'OPINIONS') {
  const { as } = now.cast;
  const { people } = await as('dispatcher').call('decision:people', { incidentId: now.fresh.id });
  const askIds = people.filter((one) => /^(?:Officer 01|.*Expert.*)$/u.test(one.name.en)).map((one) => one.principalId);
  const proposal = { incidentId: now.fresh.id, text: 'isolate', askIds };
  let one = await as('dispatcher').call('decision:propose', proposal);
  const seen = () => now.target(one);
  if (until !== 'OPINIONS') one = await as('commander').call('decision:approve', { ...seen(), reason: 'time' });
  if (until === 'DEPLOYED' || until === 'ACKED') {
    one = await as('dispatcher').call('decision:deploy', { ...seen(), addresseeIds: [now.officerId] });
  }
  if (until === 'ACKED') one = await as('officer1').call('decision:acknowledge', { id: one.id });
  return seen();
}

/** The one of a list that a test cannot do without. */
function found<T>(list: readonly T[], wanted: (one: T) => boolean): T {
  const one = list.find(wanted);
  if (one === undefined) throw new Error('the sample data lack what this test needs');
  return one;
}
