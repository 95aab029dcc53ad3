import { ensurePackages } from './packages.mjs';
import { buildAll } from './build.mjs';
import { installModules, isInstalled } from './install.mjs';
import { ensureWorker } from './worker.mjs';
import { step, Stop } from './say.mjs';

const MINIMUM = [20, 19];

/**
 * Everything a fresh clone needs before it can run; each part is skipped when it is there. `pages: false` leaves the two
 * UIs unbuilt; `mayBeRelease: false` takes no media worker but one built here. Returns the worker's path.
 */
export async function prepare(needs, { pages = true, mayBeRelease } = {}) {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < MINIMUM[0] || (major === MINIMUM[0] && minor < MINIMUM[1])) {
    throw new Stop(
      `需要 Node ${MINIMUM.join('.')} 或更新 / Node ${MINIMUM.join('.')} or newer is needed, this is ${process.version}`,
    );
  }
  await ensurePackages(needs);
  if (!isInstalled())
    await step('安装依赖（首次约 2 分钟） installing modules (2 minutes the first time)', installModules);
  const worker = await step('媒体服务 media worker', () => ensureWorker({ mayBeRelease }));
  await buildAll({ pages });
  return worker;
}
