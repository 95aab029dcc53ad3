import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestServer } from '@haigang/sfu/testing/start-app';
import { connectClient } from '@haigang/sfu/testing/test-client';
import type { TestBrowser } from './testing/browser.js';
import { openCentre } from './testing/centre.js';
import { signInOn } from './testing/sign-in.js';

const WECHAT =
  'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/126.0 Mobile MicroMessenger/8.0.50';
/** The page is opened, signed in and live before the centre hears of it. */
const HEARD_WITHIN_MS = 60_000;

let server: TestServer;
let browser: TestBrowser;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ server, browser, close } = await openCentre());
});
afterAll(() => close());

interface Page {
  principalId: string;
  surface: string;
  reachable: boolean;
}

test('a phone that is put away or off duty is shown as not reachable; its screen stays on again when it is back', async () => {
  const { page, context } = await browser.open({ phone: true });
  await context.addInitScript(() => {
    // Headless pages are always visible, so the test says when this one is not, and counts who asks for the screen.
    let hidden = false;
    let asked = 0;
    Object.defineProperty(document, 'visibilityState', { get: () => (hidden ? 'hidden' : 'visible') });
    const request = navigator.wakeLock.request.bind(navigator.wakeLock);
    navigator.wakeLock.request = (type) => {
      asked += 1;
      return request(type);
    };
    Object.assign(window, {
      haigangHide: (value: boolean) => {
        hidden = value;
        document.dispatchEvent(new Event('visibilitychange'));
      },
      haigangWakeLocks: () => asked,
    });
  });
  const hide = (value: boolean): Promise<void> =>
    page.evaluate((now) => (window as unknown as { haigangHide: (value: boolean) => void }).haigangHide(now), value);
  const wakeLocks = (): Promise<number> =>
    page.evaluate(() => (window as unknown as { haigangWakeLocks: () => number }).haigangWakeLocks());
  const centre = await connectClient(server, 'dispatcher');
  const heard = (reachable: boolean): Promise<unknown> =>
    centre.next(
      'identity:presence-changed',
      (pages) => (pages as Page[]).some((one) => one.surface === 'field' && one.reachable === reachable),
      HEARD_WITHIN_MS,
    );
  const there = heard(true);
  await page.goto(`${server.url}/field/`);
  await page.fill('input[name=username]', 'officer1');
  await page.fill('input[name=password]', 'haigang-demo');
  await page.click('button[type=submit]');
  await there;
  await expect.poll(wakeLocks).toBe(1);

  const away = heard(false);
  await hide(true);
  await away;
  const back = heard(true);
  await hide(false);
  await back;
  await expect.poll(wakeLocks).toBe(2);

  const offDuty = heard(false);
  await page.click('button:has-text("结束值班")');
  await offDuty;
  centre.close();
  await context.close();
});

test('[REQ5] a phone whose clock is an hour ahead tells how old its position is, on duty and off (bug: the desk counted a wrong age, a request none)', async () => {
  // Minutes, so that what the machine takes is little beside it.
  const AGE_MS = 600_000;
  const phone = await browser.open({ phone: true });
  await phone.context.addInitScript((age) => {
    const trueNow = Date.now.bind(Date);
    Date.now = () => trueNow() + 3_600_000;
    const coords = { latitude: 29.985, longitude: 121.77, accuracy: 8 };
    const tell = (found: PositionCallback): void =>
      found({ coords, timestamp: Date.now() - age } as unknown as GeolocationPosition);
    navigator.geolocation.getCurrentPosition = tell;
    navigator.geolocation.watchPosition = (found) => {
      tell(found);
      return 1;
    };
  }, AGE_MS);
  const centre = await connectClient(server, 'dispatcher');
  const isAsOld = (at: number): boolean => Math.abs(Date.now() - at - AGE_MS) < 120_000;
  const heard = centre.next(
    'identity:presence-changed',
    (pages) =>
      (pages as (Page & { positionAt: number | null })[]).some(
        ({ surface, positionAt }) => surface === 'field' && positionAt !== null && isAsOld(positionAt),
      ),
    HEARD_WITHIN_MS,
  );
  await signInOn(phone, server, '/field/', 'officer3');
  await heard;
  await phone.page.click('button:has-text("结束值班")');
  await phone.page.waitForSelector('text=没有定位');
  await phone.page.fill('input[name=reason]', '落水一人');
  await phone.page.click('form.request button[type=submit]');
  await phone.page.waitForSelector('.ringing');
  await centre.resume();
  const asked = [...centre.rows('conference-request').values()].find((one) => one['reason'] === '落水一人');
  expect(isAsOld(Date.parse(asked?.['positionAt'] as string))).toBe(true);
  centre.close();
  await phone.context.close();
});

test('a link opened inside WeChat asks for a real browser, and is not used up by it', async () => {
  const officer = await connectClient(server, 'officer2', { surface: 'field' });
  const desk = await connectClient(server, 'dispatcher');
  const request = await officer.call('conference:request', { reason: '会诊' });
  const { conference } = await desk.call('conference:accept', { requestId: request.id });
  const { token } = await desk.call('conference:invite-expert', { conferenceId: conference.id, expertName: '专家E01' });

  const embedded = await browser.open({ phone: true, userAgent: WECHAT });
  await embedded.page.goto(`${server.url}/join/${token}`);
  await embedded.page.waitForSelector('h1:has-text("请在浏览器中打开")');
  expect(await embedded.context.cookies()).toEqual([]);
  await embedded.context.close();

  const real = await browser.open({ phone: true });
  await real.page.goto(`${server.url}/join/${token}`);
  await real.page.check('.agree input');
  await real.page.click('button:has-text("进入")');
  await real.page.waitForSelector('h1:has-text("等待主持人准入")');
  await real.context.close();
  officer.close();
  desk.close();
});
