import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { connectClient, type TestClient } from '@haigang/sfu/testing/test-client';
import { artifact, type TestPage } from './testing/browser.js';
import { convene, joinAsDesk, joinAsOfficer, openWall } from './testing/call.js';
import { openCentre, type TestCentre } from './testing/centre.js';
import { screenFaults, speak } from './testing/screen-faults.js';

let centre: TestCentre;
let wall: TestPage;
let host: TestClient;
let conferenceId: string;
beforeAll(async () => {
  centre = await openCentre();
  host = await connectClient(centre.server, 'dispatcher');
  wall = await openWall(centre);
  await wall.page.waitForSelector('.overview');
  ({ conferenceId } = await convene(centre.server));
});
afterAll(async () => {
  host.close();
  await centre.close();
});
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  process.stderr.write(`${(await centre.browser.keepEvidence('wall')).join('\n')}\n`);
});

/** The picture of that person moves on the wall, in the large place. */
const isLarge = (principalId: string): Promise<unknown> =>
  wall.page.waitForFunction((id) => {
    const video = document.querySelector<HTMLVideoElement>(`.stage .place.large [data-participant="${id}"] video`);
    return video !== null && video.videoWidth > 0 && video.currentTime > 0;
  }, principalId);

test('[WATCH1] [WATCH2] [ROOM9] [EXC3] a wall opens the conference by itself, follows the spotlight, and says its end', async () => {
  const officer = await joinAsOfficer(centre);
  await joinAsDesk(centre, 'commander', { width: 1440, height: 900 });
  await wall.page.waitForSelector('.incident-header');
  const { room, participants } = await host.call('conference:set-lobby', { conferenceId, on: false });
  expect(room.spotlight).toBeNull();
  const [officerId, commanderId] = ['officer', 'commander'].map(
    (role) => participants.find((one) => one.role === role)?.principalId ?? '',
  ) as [string, string];
  await isLarge(officerId);
  await wall.page.screenshot({ path: artifact('wall-conference.png') });
  await host.call('conference:spotlight', { conferenceId, principalId: commanderId });
  await isLarge(commanderId);
  await host.call('conference:spotlight', { conferenceId, principalId: null });
  await isLarge(officerId);
  expect(await wall.page.locator('section.xc').count()).toBe(0);
  expect(await wall.page.locator('.stage audio').count()).toBe(0);
  // Nobody is told of another person in the room.
  await officer.page.waitForSelector('.chip.n:has-text("2")');
  await host.call('conference:end', { conferenceId });
  await wall.page.waitForSelector('.stage .waiting:has-text("会议已结束")');
  expect(wall.problems).toEqual([]);
});

test('[ID10] a wall heals by itself after an update, waits out a server that is away, and says which refusal it is (bug)', async () => {
  const { page, context } = wall;
  const look = async (name: string): Promise<void> => {
    for (const language of ['en', 'zh'] as const) {
      await speak(page, language);
      expect(await screenFaults(page, language)).toEqual([]);
      await page.screenshot({ path: artifact(`${name}-${language}.png`) });
    }
  };
  let away = true;
  let older = true;
  await context.route('**/api/displays', (route) => (away ? route.abort() : route.continue()));
  await context.route('**/wall/hall', (route, request) =>
    away && request.resourceType() === 'fetch' ? route.abort() : route.continue(),
  );
  // The handshake as a page of an older build says it; the refusal is the server's own.
  await page.routeWebSocket(/socket\.io/u, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((said) =>
      server.send(older ? String(said).replace(/"protocolVersion":\d+/u, '"protocolVersion":1') : said),
    );
  });
  await page.reload();
  await page.waitForSelector('.linkbar:has-text("暂时连不上指挥中心")');
  await look('wall-unreachable');
  const answered = page.waitForResponse('**/api/displays');
  away = false;
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await answered;
  away = true;
  await page.waitForSelector('h1:has-text("正在自动更新")');
  await look('wall-outdated');
  older = false;
  away = false;
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await page.waitForSelector('.screen');
  await host.resume();
  const [id] = [...host.rows('display').keys()];
  await host.call('identity:revoke-display', { id: id ?? '' });
  await page.waitForSelector('h1:has-text("此屏幕已被撤销")');
  await look('wall-revoked');
});
