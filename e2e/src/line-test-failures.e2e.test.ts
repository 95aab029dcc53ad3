import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { freePorts } from '@haigang/sfu/testing/free-ports';
import { artifact } from './testing/browser.js';
import { openCentre, type TestCentre } from './testing/centre.js';
import { signInOn } from './testing/sign-in.js';
import { refuseDevices } from './testing/refuse-devices.js';
import { openTcpLine, type TcpLine } from './testing/tcp-line.js';
import { openTurnServer, type TurnServer } from './testing/turn-server.js';
import { openUdpRelay, sendMediaThrough, type UdpRelay } from './testing/udp-relay.js';

const SECRET = 'a secret between the centre and coturn';
const TESTED = { timeout: 90_000 };

let centre: TestCentre;
let turn: TurnServer;
let relay: UdpRelay;
let line: TcpLine;
beforeAll(async () => {
  const { first: tlsPort, last } = await freePorts(12);
  const relayPorts = { first: tlsPort + 1, last };
  const urls = [`turns:localhost:${tlsPort}?transport=tcp`];
  centre = await openCentre({ config: { turn: { urls, secret: SECRET, ttlMinutes: 5 } } });
  const tls = join(centre.server.dataDir, '../tls');
  turn = await openTurnServer({
    ...{ tlsPort, relayPorts, secret: SECRET, mediaAddress: '127.0.0.2' },
    ...{ certPath: join(tls, 'server.crt.pem'), keyPath: join(tls, 'server.key.pem') },
  });
  const { rtcPort } = centre.server;
  relay = await openUdpRelay({ address: '127.0.0.2', target: { ip: '127.0.0.1', port: rtcPort } });
  line = await openTcpLine(rtcPort, { host: '127.0.0.2', port: rtcPort });
});
afterAll(async () => {
  await centre.close();
  await turn.close();
  await relay.close();
  await line.close();
});
afterEach(async ({ task }) => {
  const said = task.result?.state === 'fail' ? await centre.browser.keepEvidence('line-failures') : [];
  if (said.length > 0) process.stderr.write(`${said.join('\n')}\n`);
});

async function openTest(officer: string, refused?: Parameters<typeof refuseDevices>[0]): Promise<Page> {
  const phone = await centre.browser.open({ phone: true });
  await sendMediaThrough(phone, relay);
  if (refused) await phone.context.addInitScript(refuseDevices, refused);
  await signInOn(phone, centre.server, '/field/test', officer);
  await phone.page.waitForSelector('.line-test');
  return phone.page;
}

const state = (page: Page, way: string): Promise<string | null> =>
  page.locator(`[data-way=${way}]`).getAttribute('data-state');

async function runTest(page: Page, name: string): Promise<(string | null)[]> {
  await page.click('.ways button.pri:not([disabled])');
  await page.waitForSelector('.ways button.pri:not([disabled])', TESTED);
  await page.screenshot({ path: artifact(`line-${name}.png`), fullPage: true });
  return Promise.all(['udp', 'tcp', 'turn'].map((way) => state(page, way)));
}

test('[REACH4] with UDP blocked: TCP and TURN work, and the test says what the block costs and what to do', async () => {
  const { first, last } = turn.relayPorts;
  relay.admit((port) => port >= first && port <= last);
  const page = await openTest('officer1');
  expect(await runTest(page, 'udp-blocked')).toEqual(['failed', 'good', 'good']);
  expect(await page.locator('[data-way=udp] .advice').innerText()).toContain('4G/5G');
  expect(await page.locator('[data-way=turn]').innerText()).toMatch(/上行 [1-9]\d* · 下行 [1-9]\d* kbit\/s/u);
  await page.context().close();
});

test('[REACH4] with everything blocked: no line works, change the network and phone the centre', async () => {
  relay.admit(() => false);
  line.block(true);
  const page = await openTest('officer2');
  expect(await runTest(page, 'all-blocked')).toEqual(['failed', 'failed', 'failed']);
  expect(await page.locator('.ways > .advice').innerText()).toContain('电话联系指挥中心');
  line.block(false);
  relay.admit(() => true);
  await page.context().close();
});

test('[REACH4] a refused microphone is named with the way to allow it; the camera still shows and the lines are tested', async () => {
  const page = await openTest('officer3', { kinds: ['audio'], because: 'NotAllowedError' });
  await page.waitForSelector('[data-missing=microphone]:has-text("锁形图标")');
  await page.locator('.preview video').waitFor();
  expect(await runTest(page, 'microphone-refused')).toEqual(['good', 'good', 'good']);
  await page.context().close();
});

test('[REACH4] without a camera the voice is tested; without both the test says why it cannot run, and tries again', async () => {
  const page = await openTest('officer4', { kinds: ['video'], because: 'NotFoundError' });
  await page.waitForSelector('[data-missing=camera]:has-text("请接好摄像头")');
  await page.screenshot({ path: artifact('line-no-camera.png'), fullPage: true });
  await page.context().close();
  const none = await openTest('officer4', { kinds: ['audio', 'video'], because: 'NotReadableError' });
  await none.waitForSelector('[data-missing=both]:has-text("被其他应用占用")');
  expect(await none.locator('.ways button.pri').isDisabled()).toBe(true);
  await none.screenshot({ path: artifact('line-no-devices.png'), fullPage: true });
  // The other app has let go.
  await none.evaluate(() => {
    const given = Object.getPrototypeOf(navigator.mediaDevices) as MediaDevices;
    navigator.mediaDevices.getUserMedia = given.getUserMedia.bind(navigator.mediaDevices);
  });
  await none.click('button:has-text("重新获取")');
  await none.waitForSelector('[data-missing]', { state: 'detached' });
  await none.waitForSelector('.ways button.pri:not([disabled])');
  await none.context().close();
});
