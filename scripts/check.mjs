import { join } from 'node:path';
import { installModules } from './lib/install.mjs';
import { ROOT, run } from './lib/run.mjs';
import { runMain, say } from './lib/say.mjs';

/** Types, lint, dependency rules, dead code, formatting: each must be silent. */
const CHECKS = [
  ['types', 'tsc', ['-b']],
  ['lint', 'eslint', ['--max-warnings', '0', '.']],
  [
    'dependency rules',
    'depcruise',
    [
      '--config',
      '.dependency-cruiser.cjs',
      'shared/src',
      'certs/src',
      'sfu/src',
      'command-ui/src',
      'field-client/src',
      'e2e/src',
      'bench/src',
    ],
  ],
  ['dead code', 'knip', []],
  ['formatting', 'prettier', ['--check', '--log-level', 'warn', '.']],
];

export async function checkAll() {
  const failures = [];
  for (const [name, program, args] of CHECKS) {
    const { code, output } = await run(join(ROOT, 'node_modules/.bin', program), args, { quiet: true });
    if (code === 0) say(`✓ ${name}`);
    else {
      failures.push(name);
      say(`✗ ${name}\n${output}`);
    }
  }
  return { passed: CHECKS.length - failures.length, failures };
}

if (process.argv[1] === import.meta.filename) {
  await runMain(async () => {
    await installModules();
    const { failures } = await checkAll();
    process.exitCode = failures.length === 0 ? 0 : 1;
  });
}
