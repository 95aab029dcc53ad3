import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkAll } from './check.mjs';
import { prepare } from './lib/prepare.mjs';
import { ROOT, run } from './lib/run.mjs';
import { runMain, say, step } from './lib/say.mjs';

/** `npm test`: the static checks and the whole suite, Chromium included; ends with `N passed, N failed`. */
await runMain(async () => {
  const worker = await prepare(['run', 'test'], { mayBeRelease: false });
  const checks = await step('静态检查 static checks', checkAll);
  const folder = mkdtempSync(join(tmpdir(), 'haigang-report-'));
  const report = join(folder, 'report.json');
  const extra = process.argv.slice(2);
  const { code } = await run(
    join(ROOT, 'node_modules/.bin/vitest'),
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...extra],
    { env: { ...process.env, MEDIASOUP_WORKER_BIN: worker } },
  );
  const tests = JSON.parse(readFileSync(report, 'utf8'));
  rmSync(folder, { recursive: true, force: true });
  // A file that cannot even be loaded has no tests of its own and still fails.
  const brokenFiles = tests.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  const passed = tests.numPassedTests + checks.passed;
  const failed = tests.numFailedTests + checks.failures.length + brokenFiles;
  const skipped = tests.numPendingTests + tests.numTodoTests;
  const unexplained = code !== 0 && failed === 0 ? 1 : 0;
  // Said again here: the checks ran long before, far above in the output.
  for (const name of checks.failures) say(`✗ ${name} (静态检查 static check)`);
  say(`${passed} passed, ${failed + unexplained} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  process.exitCode = failed + unexplained + skipped > 0 ? 1 : 0;
});
