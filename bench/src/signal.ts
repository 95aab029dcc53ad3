import { connectClient, type TestClient } from '@haigang/sfu/testing/test-client';
import { signIn, startApp } from '@haigang/sfu/testing/start-app';
import { progress, report, summary } from './measure.js';

/**
 * `signal`: an officer reports an incident → it is visible on 50 connected clients, milliseconds from the call to the
 * last of them. The acknowledgement is durable: the server runs with `synchronous=FULL` as always, simulators off.
 */
const CLIENTS = 50;
const ROUNDS = 40;
const WARM_UP = 5;

const server = await startApp();
try {
  const officer = await connectClient(server, 'officer1', { surface: 'field' });
  const cookie = await signIn(server, 'dispatcher');
  const watchers: TestClient[] = [];
  for (let at = 0; at < CLIENTS; at += 1) watchers.push(await connectClient(server, 'dispatcher', { cookie }));
  for (const watcher of watchers) await watcher.resume();
  const allVisibleMs: number[] = [];
  const acknowledgedMs: number[] = [];
  for (let round = 0; round < ROUNDS + WARM_UP; round += 1) {
    const summaryText = `bench ${round}`;
    const seen = Promise.all(
      watchers.map((watcher) => watcher.next('sync:changed', (batch) => mentions(batch, summaryText))),
    );
    const started = performance.now();
    await officer.call('incident:report', { kind: 'illness', summary: summaryText });
    const acknowledged = performance.now() - started;
    await seen;
    if (round < WARM_UP) continue;
    acknowledgedMs.push(acknowledged);
    allVisibleMs.push(performance.now() - started);
  }
  progress(`${ROUNDS} incidents, ${CLIENTS} clients`);
  const acknowledgement = summary(acknowledgedMs);
  report('signal', {
    clients: CLIENTS,
    ...summary(allVisibleMs),
    acknowledgedP50Ms: acknowledgement.p50Ms,
    acknowledgedP95Ms: acknowledgement.p95Ms,
  });
  for (const client of [officer, ...watchers]) client.close();
} finally {
  await server.close();
}

function mentions(batch: unknown, text: string): boolean {
  return (batch as { value: { summary?: string } | null }[]).some((change) => change.value?.summary === text);
}
