import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { NewPassword, Username } from '@haigang/shared/features/identity/identity.model';
import { AppError } from '@haigang/shared/kernel/errors';
import { loadConfig, type Config } from '../config/config.js';
import { backup } from './backup.js';
import { askNewSecret, askSecret, say } from './console.js';
import { generatePassword, resetPasswordOf } from './reset-password.js';
import { restore } from './restore.js';
import { verifyDataDir } from './verify-data-dir.js';

const USAGE = `用法 usage:
  npm run verify-audit [-- --demo] [--public-key FILE]
  npm run backup -- FILE [--demo]
  npm run restore -- FILE [--demo] [--replace] [--accept-broken-audit]
  npm run admin -- reset-password NAME [--demo] [--ask]`;

const MIN_PASSPHRASE = 12;

type Options = ReturnType<typeof readArguments>['values'];
type Command = (config: Config, operands: readonly string[], options: Options) => Promise<number>;

function readArguments() {
  return parseArgs({
    allowPositionals: true,
    options: {
      demo: { type: 'boolean', default: false },
      replace: { type: 'boolean', default: false },
      ask: { type: 'boolean', default: false },
      'accept-broken-audit': { type: 'boolean', default: false },
      'public-key': { type: 'string' },
    },
  });
}

const COMMANDS: Readonly<Record<string, Command>> = {
  'verify-audit': async (config, _operands, options) => {
    const report = await verifyDataDir(config.dataDir, options['public-key']);
    for (const finding of report.findings) say(`✗ ${finding.zh} / ${finding.en}`);
    const { auditRows, logRows, files, checkpoints, erasedPayloads, rowsAfterLastCheckpoint, keyFingerprint } = report;
    say(
      `审计 ${auditRows} 行，事件日志 ${logRows} 行，证据文件 ${files} 个，检查点 ${checkpoints} 个，依法删除 ${erasedPayloads} 项`,
    );
    say(
      `${auditRows} audit rows, ${logRows} log rows, ${files} evidence files, ${checkpoints} checkpoints, ${erasedPayloads} payloads erased by order`,
    );
    say(`最后检查点之后 ${rowsAfterLastCheckpoint} 行 / ${rowsAfterLastCheckpoint} rows after the last checkpoint`);
    say(`公钥指纹 key fingerprint SHA-256 ${keyFingerprint ?? '—'}`);
    if (report.findings.length === 0) say('✓ 审计完整 / the audit is whole');
    return report.findings.length === 0 ? 0 : 1;
  },
  backup: async (config, [name], _options) => {
    const file = operand(name);
    const passphrase =
      process.env['HAIGANG_BACKUP_PASSPHRASE'] ?? (await askNewSecret('备份口令 backup passphrase', MIN_PASSPHRASE));
    if (passphrase.length < MIN_PASSPHRASE) {
      const text = `HAIGANG_BACKUP_PASSPHRASE 至少 ${MIN_PASSPHRASE} 位 / at least ${MIN_PASSPHRASE} characters`;
      throw new AppError('invalid_input', 'console.too-short', text);
    }
    const { dataDir, demo, orgId } = config;
    const { bytes } = await backup({ dataDir, demo, orgId, file, passphrase });
    say(
      `✓ 已备份 backed up: ${file} (${bytes} bytes)\n  没有口令无法恢复 / it cannot be restored without the passphrase`,
    );
    return 0;
  },
  restore: async (config, [name], options) => {
    const file = operand(name);
    const passphrase = process.env['HAIGANG_BACKUP_PASSPHRASE'] ?? (await askSecret('备份口令 backup passphrase'));
    const { manifest, keptIn } = await restore({
      ...{ dataDir: config.dataDir, demo: config.demo, file, passphrase, replace: options.replace },
      acceptBrokenAudit: options['accept-broken-audit'],
    });
    say(
      `✓ 已恢复 ${manifest.createdAt} 的备份，所有人须重新登录 / restored the backup of ${manifest.createdAt}; everybody signs in anew`,
    );
    if (keptIn) say(`  原数据保留在 the old data is kept in ${keptIn}`);
    return 0;
  },
  admin: async (config, [action, name], options) => {
    if (action !== 'reset-password') throw usage();
    const username = Username.safeParse(name);
    if (!username.success) throw usage();
    const asked = options.ask ? await askNewSecret('新密码 new password', 10) : undefined;
    const password = NewPassword.parse(asked ?? generatePassword());
    const { endedSessions } = await resetPasswordOf(config, { username: username.data, password });
    say(
      `✓ ${username.data}: 密码已重置，结束 ${endedSessions} 个会话 / password reset, ${endedSessions} sessions ended`,
    );
    if (asked === undefined) say(`新密码（只显示一次） new password (shown once)\n\n    ${password}\n`);
    return 0;
  },
};

/** A file named on the command line; npm runs in the checkout, `INIT_CWD` is where the person stands. */
function operand(name: string | undefined): string {
  if (name === undefined) throw usage();
  return resolve(process.env['INIT_CWD'] ?? process.cwd(), name);
}

function usage(): AppError {
  return new AppError('invalid_input', 'console.usage', USAGE);
}

async function main(): Promise<number> {
  let parsed;
  try {
    parsed = readArguments();
  } catch (failure) {
    throw new AppError(
      'invalid_input',
      'console.usage',
      `${failure instanceof Error ? failure.message : ''}\n${USAGE}`,
    );
  }
  const [name = '', ...operands] = parsed.positionals;
  const command = COMMANDS[name];
  if (!command) throw usage();
  const config = loadConfig({ ...process.env, ...(parsed.values.demo ? { HAIGANG_DEMO: 'true' } : {}) });
  return command(config, operands, parsed.values);
}

main().then(
  (code) => process.exit(code),
  (failure: unknown) => {
    const text = failure instanceof Error ? failure.message : String(failure);
    process.stderr.write(`✗ ${text}\n`);
    process.exit(2);
  },
);
