import { run, succeeds, outputOf } from './run.mjs';
import { say, Stop } from './say.mjs';

/** Debian packages by what they are needed for. */
const PACKAGES = {
  run: ['ffmpeg', 'fonts-noto-cjk'],
  compile: ['python3', 'make', 'g++'],
  worker: [
    'g++',
    'ninja-build',
    'pkg-config',
    'libuv1-dev',
    'libssl-dev',
    'libsrtp2-dev',
    'libabsl-dev',
    'libflatbuffers-dev',
    'flatbuffers-compiler',
  ],
  test: ['chromium', 'libnss3-tools', 'openssl', 'gpsd-clients', 'strace', 'coturn', 'iproute2', 'nftables', 'python3'],
};

function isInstalled(name) {
  return outputOf('dpkg-query', ['-W', '-f', '${Status}', name]).endsWith('ok installed');
}

/** Programs that show a need is met on a system without dpkg. */
const PROGRAMS = {
  run: ['ffmpeg'],
  compile: ['python3', 'make', 'g++'],
  worker: ['ninja', 'flatc', 'g++'],
  test: ['chromium', 'certutil', 'openssl', 'strace', 'turnserver', 'python3'],
};

/**
 * Sees to it that the packages for these needs are there: installs what is missing where apt and root (or sudo without a
 * question) are, and otherwise stops with the exact command to run.
 */
export async function ensurePackages(needs) {
  const wanted = [...new Set(needs.flatMap((need) => PACKAGES[need]))];
  if (!succeeds('dpkg-query', ['--version'])) {
    const missing = [...new Set(needs.flatMap((need) => PROGRAMS[need]))].filter(
      (program) => !succeeds('which', [program]),
    );
    if (missing.length > 0)
      throw new Stop(`缺少程序 / missing programs: ${missing.join(' ')}\nDebian: apt-get install ${wanted.join(' ')}`);
    return;
  }
  const missing = wanted.filter((name) => !isInstalled(name));
  if (missing.length === 0) return;
  const command = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  const root = process.getuid?.() === 0;
  if (!succeeds('which', ['apt-get']) || !(root || succeeds('sudo', ['-n', 'true']))) {
    throw new Stop(
      `缺少系统软件包，请运行 / system packages are missing, please run:\n\n    sudo apt-get update && sudo ${command}\n`,
    );
  }
  say(`  安装系统软件包 installing ${missing.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (args) =>
    root ? run('apt-get', args, { env, quiet: true }) : run('sudo', ['-n', 'apt-get', ...args], { env, quiet: true });
  await apt(['update']);
  const { code, output } = await apt(['install', '-y', '--no-install-recommends', ...missing]);
  if (code !== 0)
    throw new Stop(
      `软件包安装失败 / the packages could not be installed:\n${output}\n请运行 / please run: sudo ${command}`,
    );
  if (missing.includes('coturn')) await keepOff('coturn', root);
}

/** Tests start the program themselves: the service that came with its package stays off, now and after a restart. */
async function keepOff(service, root) {
  if (!succeeds('which', ['systemctl'])) return;
  const args = ['disable', '--now', service];
  await (root ? run('systemctl', args, { quiet: true }) : run('sudo', ['-n', 'systemctl', ...args], { quiet: true }));
}
