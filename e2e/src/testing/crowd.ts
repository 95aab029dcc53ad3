import { randomUUID } from 'node:crypto';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';
import { connectClient, type TestClient } from '@haigang/sfu/testing/test-client';
import { raiseCallRate } from '@haigang/sfu/testing/cast';
import type { TestCentre } from './centre.js';
import type { CrowdPage } from './crowd-page.js';

/** Many officers in one room with real media, carried by one Chromium page: a socket each, a transport each. */
export interface Crowd {
  /** Lets so many more in; resolves when all of them are in the room and send. */
  grow(by: number): Promise<void>;
  close(): void;
}

const SOURCE = fileURLToPath(import.meta.url).replace('/dist/', '/src/');
const LINE = { rung: 'full', kbps: 320, lossPercent: 0.4, roundTripMs: 40, jitterMs: 4, freezes: 0 } as const;

/** `who` are the people of the centre who host: the first officer's conference is theirs already. */
export async function openCrowd(
  { server, browser }: TestCentre,
  room: { conferenceId: string; incidentId: string },
): Promise<Crowd> {
  const admin = await connectClient(server, 'admin');
  await raiseCallRate(admin);
  await admitAnyway(server, admin);
  const host = await connectClient(server, 'dispatcher');
  const members: TestClient[] = [];
  const memberAt = (at: number): TestClient => {
    const client = members[at];
    if (!client) throw new Error(`nobody at ${at} in the crowd`);
    return client;
  };
  const { page } = await browser.open({ width: 320, height: 180 });
  await page.exposeFunction('crowdSignal', async (at: number, call: string, body: never) => {
    const client = memberAt(at);
    const { conferenceId } = room;
    if (call === 'connect') {
      await client.call('conference:connect-transport', Object.assign({ conferenceId }, body));
      return { id: '' };
    }
    const { producerId } = await client.call('conference:produce', Object.assign({ conferenceId }, body));
    return { id: producerId };
  });
  await page.evaluate(await bundle());

  const enrol = async (at: number): Promise<string> => {
    const username = `crowd${at + 1}`;
    const number = String(at + 5).padStart(2, '0');
    await admin.call('identity:create-account', {
      ...{ username, roles: ['officer'], password: 'haigang-demo', name: nameOf(at, number) },
    });
    const client = await connectClient(server, username, { surface: 'field' });
    members[at] = client;
    await client.call('identity:report-presence', {
      ...{
        surface: 'field',
        foreground: true,
        onDuty: true,
        soundBlocked: false,
        network: '4g',
        networkType: at % 3 === 0 ? 'wifi' : 'cellular',
      },
      ...{ position: { lat: 29.94 + at / 500, lon: 121.84 + at / 400 }, positionAt: Date.now() - at * 4000 },
      batteryPercent: 100 - at * 6,
    });
    return (await client.call('identity:me', {})).principal.id;
  };
  const enter = async (at: number): Promise<void> => {
    const { conferenceId } = room;
    const client = memberAt(at);
    const join = await client.call('conference:join', { conferenceId, seatId: randomUUID() });
    await page.evaluate(([place, reply]) => (window as unknown as { crowd: CrowdPage }).crowd.enter(place, reply), [
      at,
      join,
    ] as const);
    await client.call('conference:report-quality', { conferenceId, up: LINE, down: LINE });
  };
  return {
    grow: async (by) => {
      const first = members.length;
      const places = Array.from({ length: by }, (_, index) => first + index);
      const principalIds = await Promise.all(places.map(enrol));
      await host.call('conference:call', { incidentId: room.incidentId, who: { kind: 'chosen', principalIds } });
      for (const place of places) await enter(place);
    },
    close: () => {
      for (const client of [admin, host, ...members]) client.close();
    },
  };
}

/** Test, server and browser share this machine: its delays say nothing about how many pictures a server carries. */
async function admitAnyway(server: TestCentre['server'], admin: TestClient): Promise<void> {
  const commander = await connectClient(server, 'commander');
  for (const { id, max, value, ...row } of (await admin.call('settings:list', {})).settings) {
    if (!id.startsWith('conference.video-max')) continue;
    const change = { key: id, revision: row.revision, value: max ?? value, reason: 'test' };
    const { revision } = await admin.call('settings:propose', change);
    await commander.call('settings:approve', { key: id, revision });
  }
  commander.close();
}

/** Short and long ones in both languages, as they come. */
function nameOf(at: number, number: string): { zh: string; en: string } {
  if (at % 5 === 3) {
    return { zh: `卫生保健中心检疫员${number}`, en: `Travel Health Centre Quarantine Officer ${number}` };
  }
  return { zh: `检疫员${number}`, en: `Officer ${number}` };
}

/** What runs in the page as one script. */
async function bundle(): Promise<string> {
  const made = (await build({
    ...{ configFile: false, logLevel: 'silent', root: resolve(dirname(SOURCE), '../..') },
    build: {
      ...{ write: false, minify: false },
      lib: { entry: resolve(dirname(SOURCE), 'crowd-page.ts'), formats: ['iife'], name: 'crowd' },
    },
  })) as Rolldown.RolldownOutput[];
  const [output] = made;
  if (!output) throw new Error('nothing was bundled');
  // A constant of a script is none of the window's; the page is asked for it by name.
  return `${output.output[0].code}\nwindow.crowd = crowd;`;
}
