import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { connectClient } from '@haigang/sfu/testing/test-client';
import { convene, joinAsDesk, joinAsOfficer } from './testing/call.js';
import { openCentre, type TestCentre } from './testing/centre.js';
import { receivedPicture, waitForMedia } from './testing/media-facts.js';

let centre: TestCentre;
beforeEach(async () => {
  centre = await openCentre();
});
afterEach(() => centre.close());

/** The answers' words on Opus, as the sending connections of a page negotiated them. */
function opusOf(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    (window as unknown as { haigangPeerConnections: RTCPeerConnection[] }).haigangPeerConnections.flatMap((one) => {
      const lines = one.remoteDescription?.sdp.split('\r\n') ?? [];
      const type = /^a=rtpmap:(\d+) opus/u.exec(lines.find((line) => line.includes(' opus/48000')) ?? '')?.[1];
      const words = lines.find((line) => type !== undefined && line.startsWith(`a=fmtp:${type} `));
      return words === undefined ? [] : [words];
    }),
  );
}

async function preferH264(): Promise<void> {
  const key = 'conference.prefer-h264';
  const admin = await connectClient(centre.server, 'admin');
  const { settings } = await admin.call('settings:list', {});
  const { revision } = settings.find(({ id }) => id === key)!;
  await admin.call('settings:set', { key, revision, value: 1, reason: 'drill' });
  admin.close();
}

test.each([
  { preferred: false, codec: 'video/VP8' },
  { preferred: true, codec: 'video/H264' },
])('[MEDIA6] $codec is sent in layers and received, voices with FEC and DTX', async ({ preferred, codec }) => {
  if (preferred) await preferH264();
  await convene(centre.server);
  const officer = await joinAsOfficer(centre);
  const { page } = await joinAsDesk(centre, 'commander', { width: 1600, height: 900 });
  await waitForMedia(page, 1);
  const id = (await page.locator('[data-participant]').first().getAttribute('data-participant'))!;
  await expect.poll(async () => (await receivedPicture(page, id))?.codec, { timeout: 15_000 }).toBe(codec);
  await page.waitForSelector('[data-participant][data-spatial-layer="2"]', { timeout: 30_000 });
  const [opus] = await opusOf(officer.page);
  expect(opus).toContain('useinbandfec=1');
  expect(opus).toContain('usedtx=1');
});
