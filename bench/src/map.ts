import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type CDPSession, type Page } from 'playwright-core';
import { build } from 'vite';
import { progress, report } from './measure.js';

/**
 * `map`: main-thread processor time of a page per update of 10,000 moving vessels, milliseconds: the desks' chart with its
 * names, vectors and predictions over the whole port; goal ≤ 8, and ≤ 1/12 of the same ships
 * in the engine's own symbol layer in the same run. Chromium counts the time its main thread ran (`TaskDuration` in thread
 * ticks), the frames of each update within it. WebGL is emulated by the processor, in
 * a process of its own that is not counted.
 */
const VESSELS = 10_000;
const UPDATES = 30;
/** The first updates are compiled while they run; a chart stands open for a shift. */
const WARM_UP = 30;
const ROUNDS = 3;
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.geojson': 'application/json',
};
const tenth = (value: number): number => Math.round(value * 10) / 10;

const folder = mkdtempSync(join(tmpdir(), 'haigang-bench-map-'));
progress('building the page');
await build({
  root: fileURLToPath(new URL('../page', import.meta.url)),
  logLevel: 'error',
  resolve: { conditions: ['haigang-source', 'module', 'browser', 'development|production'] },
  build: {
    outDir: folder,
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    rolldownOptions: { input: 'map.html' },
  },
});
const site = createServer((request, response) => {
  const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
  try {
    const body = readFileSync(join(folder, path));
    response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' }).end(body);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise<void>((ready) => site.listen(0, '127.0.0.1', ready));
const address = `http://127.0.0.1:${(site.address() as AddressInfo).port}/map.html?vessels=${VESSELS}`;
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'],
});
try {
  const ours: number[] = [];
  const symbols: number[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    ours.push(await perUpdate('ours'));
    symbols.push(await perUpdate('symbols'));
    progress(
      `round ${round} of ${ROUNDS}: ${tenth(ours.at(-1) ?? 0)} ms, symbol layer ${tenth(symbols.at(-1) ?? 0)} ms`,
    );
  }
  const [mine, theirs] = [median(ours), median(symbols)];
  report('map', {
    vessels: VESSELS,
    updates: UPDATES * ROUNDS,
    msPerUpdate: tenth(mine),
    symbolLayerMsPerUpdate: tenth(theirs),
    ratio: `1/${tenth(theirs / mine)}`,
  });
} finally {
  await browser.close();
  site.close();
  rmSync(folder, { recursive: true, force: true });
}

/** Of the main thread, milliseconds. */
async function perUpdate(layer: 'ours' | 'symbols'): Promise<number> {
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.goto(`${address}&layer=${layer}`);
  await page.evaluate(() => (window as unknown as { mapBench: Promise<unknown> }).mapBench);
  await draw(page, 0, WARM_UP);
  const before = await taskMs(session);
  await draw(page, WARM_UP, UPDATES);
  const spent = (await taskMs(session)) - before;
  await page.close();
  return spent / UPDATES;
}

function draw(page: Page, from: number, updates: number): Promise<void> {
  return page.evaluate(
    async ([first, many]) => {
      const { mapBench } = window as unknown as { mapBench: Promise<{ draw: (moment: number) => Promise<void> }> };
      const { draw: drawMoment } = await mapBench;
      for (let at = 0; at < many; at += 1) await drawMoment(first + at);
    },
    [from, updates] as const,
  );
}

async function taskMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  const found = metrics.find(({ name }) => name === 'TaskDuration');
  if (!found) throw new Error('Chromium counts no time of its tasks');
  return found.value * 1000;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
