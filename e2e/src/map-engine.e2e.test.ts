import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestServer } from '@haigang/sfu/testing/start-app';
import { artifact, type TestBrowser } from './testing/browser.js';
import { openCentre } from './testing/centre.js';
import { signInOn } from './testing/sign-in.js';

let server: TestServer;
let browser: TestBrowser;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ server, browser, close } = await openCentre({ config: { mapboxToken: 'pk.not-a-real-token' } }));
});
afterAll(() => close());

test('a site with a Mapbox token whose network is closed falls back to the offline chart; the administrator reads what leaves', async () => {
  const desk = await browser.open();
  const asked = new Set<string>();
  await desk.context.route('**/*', (route) => {
    const { host } = new URL(route.request().url());
    if (host === `localhost:${server.port}`) return route.continue();
    asked.add(host);
    return route.abort('internetdisconnected');
  });
  await signInOn(desk, server, '/', 'admin');
  await desk.page.waitForSelector('.chart[data-engine=maplibre] canvas', { timeout: 60_000 });
  expect([...asked].filter((host) => !host.endsWith('.mapbox.com'))).toEqual([]);
  expect(asked.size).toBeGreaterThan(0);
  await desk.page.goto(`${server.url}/admin`);
  await desk.page.waitForSelector('text=events.mapbox.com');
  await desk.page.screenshot({ path: artifact('30-admin-outside.png') });
});
