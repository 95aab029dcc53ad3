import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { TestPage } from './testing/browser.js';
import { openCentre, type TestCentre } from './testing/centre.js';
import { mediaReturns, received, waitForMedia } from './testing/media-facts.js';
import { isSamePage, markPage, signInOn } from './testing/sign-in.js';
import { openTcpLine, type TcpLine } from './testing/tcp-line.js';
import { openUdpRelay, sendMediaThrough, type UdpRelay } from './testing/udp-relay.js';

let centre: TestCentre;
let media: UdpRelay;
let line: TcpLine;
let officer: TestPage;
let desk: TestPage;
beforeAll(async () => {
  centre = await openCentre();
  media = await openUdpRelay({ address: '127.0.0.2', target: { ip: '127.0.0.1', port: centre.server.rtcPort } });
  line = await openTcpLine(centre.server.port);
  officer = await centre.browser.open({ phone: true });
  desk = await centre.browser.open();
  await sendMediaThrough(officer, media);
  await signInOn(officer, { url: `https://localhost:${line.port}` }, '/field/', 'officer1');
  await signInOn(desk, centre.server, '/', 'dispatcher');
  await officer.page.fill('input[name=reason]', '请求会诊');
  await officer.page.click('button[type=submit]');
  await desk.page.click('.accept');
  for (const one of [officer, desk]) {
    await waitForMedia(one.page, 1);
    await markPage(one);
  }
});
afterAll(async () => {
  await centre.close();
  await line.close();
  await media.close();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') {
    process.stderr.write(`${(await centre.browser.keepEvidence('network')).join('\n')}\n`);
  }
});

/** The page gets another network: what it had is dead, and the browser says so as it does when it can. */
const switchNetwork = {
  signalled: async (): Promise<void> => {
    media.strand();
    line.cut();
    await officer.page.evaluate(() => window.dispatchEvent(new Event('online')));
  },
  silent: (): Promise<void> => {
    media.strand();
    line.strand();
    return Promise.resolve();
  },
  mediaOnly: (): Promise<void> => {
    media.strand();
    return Promise.resolve();
  },
};

async function backWithin(limitMs: number): Promise<void> {
  const tookMs = await mediaReturns([officer.page, desk.page], limitMs);
  process.stderr.write(`back after ${tookMs} ms\n`);
}

for (const kind of ['signalled', 'silent', 'mediaOnly'] as const) {
  test(`[NET4] [NET5] [NET6] two switches one after the other (${kind}): sound and picture in both directions after each`, async () => {
    for (const time of [1, 2]) {
      await switchNetwork[kind]();
      await backWithin(15_000);
      expect(await isSamePage(officer), `switch ${time}`).toBe(true);
    }
    await officer.page.waitForFunction(() => document.querySelector('.linkbar') === null);
  });
}

test('[NET6] a second switch before the first one is done', async () => {
  await switchNetwork.signalled();
  await officer.page.waitForTimeout(150);
  await switchNetwork.signalled();
  await backWithin(15_000);
});

test('[NET7] a microphone that the system takes away is said, opened again and heard again', async () => {
  const { page } = officer;
  const given = (open: boolean): Promise<void> =>
    page.evaluate((allowed) => {
      const kept = window as unknown as { haigangGive?: MediaDevices['getUserMedia'] };
      kept.haigangGive ??= navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      const give = kept.haigangGive;
      navigator.mediaDevices.getUserMedia = (wanted) =>
        allowed ? give(wanted) : Promise.reject(new DOMException('in use', 'NotReadableError'));
    }, open);
  await given(false);
  await page.evaluate(async () => {
    const all = (window as unknown as { haigangPeerConnections: RTCPeerConnection[] }).haigangPeerConnections;
    const senders = all.filter((one) => one.connectionState === 'connected').flatMap((one) => one.getSenders());
    const track = senders.find((sender) => sender.track?.kind === 'audio')?.track;
    // What a system does that takes a microphone; a page's own `stop()` alone says nothing.
    track?.stop();
    track?.dispatchEvent(new Event('ended'));
    return Promise.resolve();
  });
  await page.waitForSelector('.linkbar:has-text("麦克风被来电")');
  const before = await received(desk.page);
  await given(true);
  await expect
    .poll(async () => (await received(desk.page)).audioPackets, { timeout: 15_000 })
    .toBeGreaterThan(before.audioPackets + 50);
  await page.waitForFunction(() => document.querySelector('.linkbar') === null);
});
