import { once } from 'node:events';
import * as mediasoup from 'mediasoup';
import type { types } from 'mediasoup';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Scope } from '@haigang/shared/kernel/scope';
import { silentLogger } from '../../../platform/logger.js';
import { freePorts } from '../../../testing/free-ports.js';
import { defaultWorkerCount, WorkerPool } from './worker-pool.js';

let scope: Scope;
let workers: types.Worker[];
const remember = (worker: types.Worker): void => void workers.push(worker);
beforeEach(() => {
  scope = new Scope('test');
  workers = [];
  mediasoup.observer.on('newworker', remember);
});
afterEach(async () => {
  mediasoup.observer.off('newworker', remember);
  await scope.close();
  for (const worker of workers) expect(worker.subprocessClosed).toBe(true);
});

test('[NET3] two workers where there are two cores, never more than there are ports for', () => {
  const ports = { first: 44_400, last: 44_409 };
  const two = [{ ip: '10.0.0.7' }, { ip: '127.0.0.1' }];
  expect(defaultWorkerCount(1, ports, two)).toBe(1);
  expect(defaultWorkerCount(2, ports, two)).toBe(2);
  expect(defaultWorkerCount(4, ports, two)).toBe(3);
  expect(defaultWorkerCount(64, ports, two)).toBe(4);
  const named = ['198.51.100.1', '198.51.100.2', '198.51.100.3', '198.51.100.4'];
  const outer = [...two, ...named.map((announced) => ({ ip: '10.0.0.7', announced }))];
  expect(defaultWorkerCount(8, ports, outer)).toBe(2);
  expect(defaultWorkerCount(8, { first: 44_400, last: 44_400 }, two)).toBe(1);
});

/** Kills the only worker and returns when the pool has heard of it. */
async function killWorker(): Promise<void> {
  const worker = workers.at(-1)!;
  const died = once(worker, 'died');
  process.kill(worker.pid, 'SIGKILL');
  await died;
}

async function onePool(times: { workerWaitMs?: number; hungAfterMs?: number } = {}): Promise<WorkerPool> {
  return WorkerPool.open({
    ...{ count: 1, addresses: [{ ip: '127.0.0.1' }], ports: await freePorts(1) },
    ...{ scope, logger: silentLogger, ...times },
  });
}

test('[NET3] a room waits for a worker only so long, and says why it did not get one', async () => {
  const pool = await onePool({ workerWaitMs: 1 });
  await killWorker();
  await expect.poll(() => pool.alive, { timeout: 5000 }).toBe(1);
  await killWorker();
  await expect(pool.createRouter()).rejects.toMatchObject({ reason: 'conference.no-media-worker', retry: true });
  await expect.poll(() => pool.alive, { timeout: 5000 }).toBe(1);
});

test('[NET3] workers that keep dying come back later each time, and they do come back', async () => {
  const pool = await onePool();
  const took: number[] = [];
  for (let death = 0; death < 3; death += 1) {
    await killWorker();
    const started = performance.now();
    const { router } = await pool.createRouter();
    took.push(performance.now() - started);
    router.close();
  }
  expect(took[2]!).toBeGreaterThan(900);
  expect(took[0]!).toBeLessThan(took[2]!);
});

test('[NET3] bug: a worker that hangs without dying held its rooms for ever', async () => {
  const pool = await onePool({ hungAfterMs: 400 });
  const [hung] = workers;
  process.kill(hung!.pid, 'SIGSTOP');
  await expect.poll(() => pool.pids.includes(hung!.pid), { timeout: 10_000 }).toBe(false);
  const { router } = await pool.createRouter();
  expect(router.closed).toBe(false);
});
