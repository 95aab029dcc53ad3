import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { connectClient, https } from '@haigang/sfu/testing/test-client';
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

async function set(key: string, value: number): Promise<void> {
  const admin = await connectClient(centre.server, 'admin');
  const { settings } = await admin.call('settings:list', {});
  const { revision } = settings.find(({ id }) => id === key)!;
  await admin.call('settings:set', { key, revision, value, reason: 'drill' });
  admin.close();
}

const TOP_LAYER = '[data-participant][data-spatial-layer="2"]';

test.each([
  { setting: null, value: 0, codec: 'video/VP8' },
  { setting: 'conference.prefer-h264', value: 1, codec: 'video/H264' },
  { setting: 'conference.layered-codec', value: 1, codec: 'video/VP9' },
])(
  '[MEDIA6] [MEDIA12] $codec is sent in layers and received, voices with FEC and DTX',
  async ({ setting, value, codec }) => {
    if (setting !== null) await set(setting, value);
    await convene(centre.server);
    const officer = await joinAsOfficer(centre);
    const { page } = await joinAsDesk(centre, 'commander', { width: 1600, height: 900 });
    await waitForMedia(page, 1);
    const id = (await page.locator('[data-participant]').first().getAttribute('data-participant'))!;
    await expect.poll(async () => (await receivedPicture(page, id))?.codec, { timeout: 15_000 }).toBe(codec);
    await page.waitForSelector(TOP_LAYER, { timeout: 30_000 });
    // The server sees the same pictures pass, without anybody telling it. [STAT5]
    const seenKbps = async (direction: string): Promise<number> => {
      const metrics = String((await https(centre.server, 'GET', '/metrics')).body);
      return Number(
        new RegExp(`haigang_media_seen_kbps\\{direction="${direction}"\\} ([\\d.]+)`, 'u').exec(metrics)?.[1],
      );
    };
    await expect.poll(() => seenKbps('up'), { timeout: 15_000 }).toBeGreaterThan(300);
    await expect.poll(() => seenKbps('down'), { timeout: 15_000 }).toBeGreaterThan(300);
    const [opus] = await opusOf(officer.page);
    expect(opus).toContain('useinbandfec=1');
    expect(opus).toContain('usedtx=1');
  },
);

/** Before a page is loaded: its browser says that it decodes what every browser does and nothing more. */
function decodesLittle(page: Page): Promise<unknown> {
  return page.addInitScript(() => {
    const all = RTCRtpReceiver.getCapabilities.bind(RTCRtpReceiver);
    RTCRtpReceiver.getCapabilities = (kind) => {
      const capabilities = all(kind);
      const isUniversal = ({ mimeType }: { mimeType: string }): boolean => !/VP9/iu.test(mimeType);
      return capabilities && { ...capabilities, codecs: capabilities.codecs.filter(isUniversal) };
    };
  });
}

test('[MEDIA12] one stream of VP9 layers serves a large and a small tile; who cannot decode it gets VP8, and so does everybody', async () => {
  await set('conference.layered-codec', 1);
  await convene(centre.server);
  await joinAsOfficer(centre);
  const { page } = await joinAsDesk(centre, 'commander', { width: 1600, height: 900 });
  await waitForMedia(page, 1);
  await page.waitForSelector(TOP_LAYER, { timeout: 30_000 });
  const id = (await page.locator('[data-participant]').first().getAttribute('data-participant'))!;
  const picture = () => receivedPicture(page, id);
  expect((await picture())?.codec).toBe('video/VP9');
  const layOut = (css: string): Promise<void> =>
    page.evaluate((rules) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`.stage .main [data-participant] { ${rules} }`);
      document.adoptedStyleSheets = [sheet];
    }, css);
  await layOut('right: auto; bottom: auto; width: 240px; height: 135px');
  await expect.poll(async () => (await picture())?.frameWidth, { timeout: 15_000 }).toBe(320);
  await layOut('');
  await expect.poll(async () => (await picture())?.frameWidth, { timeout: 15_000 }).toBe(1280);

  const late = await joinAsDesk(centre, 'dispatcher', { prepare: ({ page: fresh }) => decodesLittle(fresh) });
  await expect.poll(async () => (await picture())?.codec, { timeout: 20_000 }).toBe('video/VP8');
  await waitForMedia(late.page, 2);
});
