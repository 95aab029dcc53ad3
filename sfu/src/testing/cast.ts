import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import { connectClient, https, type TestClient } from './test-client.js';
import type { TestServer } from './start-app.js';

/** Everybody who can hold a socket: one sample account per role, a paired and an unpaired screen, an expert by link, a unit. */
export const CAST = [
  'commander',
  'dispatcher',
  'officer1',
  'officer2',
  'lab',
  'expert',
  'registrar',
  'clerk',
  'auditor',
  'admin',
  'agent',
  'display',
  'unpaired',
  'guest',
  'unit',
] as const;
export type Who = (typeof CAST)[number];
export const ACCOUNTS = CAST.slice(0, 11);

/** First cookie of an answer, ready for a Cookie header. */
export function cookieOf(answer: { headers: Record<string, string | string[] | undefined> }): string {
  return String(answer.headers['set-cookie']).split(';')[0] ?? '';
}

/** A new screen's cookie; it waits to be paired. */
export async function newDisplay(server: TestServer, name = 'hall'): Promise<string> {
  return cookieOf(await https(server, 'POST', '/api/displays', { body: { name } }));
}

/** A screen as it lives: asks, shows its code, is approved, connects again as a paired one. */
export async function pairedDisplay(
  server: TestServer,
  approver: TestClient,
): Promise<{ client: TestClient; id: string }> {
  const cookie = await newDisplay(server);
  const waiting = await connectClient(server, '', { cookie, surface: 'wall' });
  await waiting.resume();
  const [own] = waiting.rows('display').values();
  await approver.call('identity:approve-display', { pairingCode: String(own?.['pairingCode']), name: 'hall' });
  waiting.close();
  const client = await connectClient(server, '', { cookie, surface: 'wall' });
  return { client, id: String(own?.['id']) };
}

/** A conference an officer asked for and the dispatcher convened. */
export async function convene(officer: TestClient, dispatcher: TestClient): Promise<ConferenceView> {
  const request = await officer.call('conference:request', { reason: 'fever on board' });
  return (await dispatcher.call('conference:accept', { requestId: request.id })).conference;
}

/** An expert who pressed Enter: in the lobby, with the cookie of the browser. */
export async function enterAsExpert(
  server: TestServer,
  dispatcher: TestClient,
  conferenceId: string,
): Promise<{ client: TestClient; cookie: string; token: string; linkId: string; guestId: string }> {
  const { link, token } = await dispatcher.call('conference:invite-expert', { conferenceId, expertName: 'E1' });
  const cookie = cookieOf(await https(server, 'POST', '/api/expert-links/enter', { body: { token } }));
  const client = await connectClient(server, '', { cookie, surface: 'expert' });
  return { client, cookie, token, linkId: link.id, guestId: link.guestId };
}

export interface Cast {
  readonly as: (who: Who) => TestClient;
  readonly conference: ConferenceView;
  readonly guestId: string;
  close(): void;
}

/** Lets a test call as often as the settings allow at most; the limit has its own tests. */
export async function raiseCallRate(admin: TestClient): Promise<void> {
  const { settings } = await admin.call('settings:list', {});
  for (const one of settings.filter((setting) => setting.group === 'edge')) {
    const change = { key: one.id, value: one.max ?? one.value, revision: one.revision, reason: 'test' };
    await admin.call('settings:set', change);
  }
}

/** Connects everybody, with a raised call rate. The guest belongs to the conference it returns. */
export async function openCast(server: TestServer): Promise<Cast> {
  const clients = new Map<Who, TestClient>();
  const first = await connectClient(server, 'admin');
  await raiseCallRate(first);
  first.close();
  for (const who of ACCOUNTS) clients.set(who, await connectClient(server, who));
  const as = (who: Who): TestClient => {
    const client = clients.get(who);
    if (!client) throw new Error(`${who} is not connected`);
    return client;
  };
  clients.set('display', (await pairedDisplay(server, as('dispatcher'))).client);
  const cookie = await newDisplay(server);
  clients.set('unpaired', await connectClient(server, '', { cookie, surface: 'wall' }));
  const conference = await convene(as('officer1'), as('dispatcher'));
  const guest = await enterAsExpert(server, as('dispatcher'), conference.id);
  clients.set('guest', guest.client);
  clients.set('unit', (await enrolledUnit(server, as('admin'))).client);
  return {
    as,
    conference,
    guestId: guest.guestId,
    close: () => {
      for (const client of clients.values()) client.close();
    },
  };
}

/** A unit as it lives: added by the administrator, enrolled by its code, connected by its token. */
export async function enrolledUnit(
  server: TestServer,
  admin: TestClient,
  draft: { label?: string; accountId?: string | null } = {},
): Promise<{ client: TestClient; id: string; cookie: string }> {
  const { device, code } = await admin.call('identity:add-device', { label: '单兵01', kind: 'body-worn', ...draft });
  const cookie = cookieOf(await https(server, 'POST', '/api/devices/enrol', { body: { code } }));
  return { client: await connectClient(server, '', { cookie, surface: 'kiosk' }), id: device.id, cookie };
}
