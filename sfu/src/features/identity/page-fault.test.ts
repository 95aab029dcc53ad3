import { afterEach, beforeEach, expect, test } from 'vitest';
import { startApp, type TestServer } from '../../testing/start-app.js';
import { connectClient, https } from '../../testing/test-client.js';

let server: TestServer;
beforeEach(async () => {
  server = await startApp();
});
afterEach(() => server.close());

test('[FAULT2] a part of a page that failed is counted by surface; more than a stack’s worth of words is refused', async () => {
  const officer = await connectClient(server, 'officer1', { surface: 'field' });
  await officer.call('identity:report-fault', { part: 'chart', message: 'SYNTH fault', stack: 'at SYNTH' });
  const flood = officer.call('identity:report-fault', { part: 'chart', message: 'x', stack: 'x'.repeat(5000) });
  await expect(flood).rejects.toMatchObject({ code: 'invalid_input' });
  officer.close();
  const metrics = String((await https(server, 'GET', '/metrics')).body);
  expect(metrics).toContain('haigang_page_faults_total{surface="field"} 1');
});
