import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CHROMIUM } from './browser.js';

const execute = promisify(execFile);

/** What a phone's access does to every packet in either direction, not to those of calls alone. */
export interface AccessConditions {
  readonly lossPercent?: number;
  readonly kilobitsPerSecond?: number;
  readonly blocked?: boolean;
}

/** A phone with a network of its own: a host behind a router, with real addresses that come and go. */
export interface NamespaceLine {
  /** Where the phone reaches this machine. */
  readonly centreAddress: string;
  /** Starts Chromium as a program of the phone. */
  readonly chromium: string;
  /** What is not named becomes clear again. */
  shape(conditions: AccessConditions): Promise<void>;
  /** The phone's interface is gone, and its address with it. */
  unplug(): Promise<void>;
  /** It gets another interface, with another address. */
  plug(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Phone — router — this machine, each a network namespace, by iproute2 and nftables. Addresses are of 198.18/15, which
 * RFC 2544 keeps for tests. Throws where the rights or the programs are missing, and leaves nothing behind then.
 */
export async function openNamespaceLine(): Promise<NamespaceLine> {
  await sweep();
  const { pid } = process;
  const [phone, router, centre] = [`hgp${pid}`, `hgr${pid}`, `hgc${pid}`];
  const net = `198.${18 + (pid & 1)}.${(pid >> 1) & 255}`;
  const at = (host: number): string => `${net}.${host}`;
  const folder = mkdtempSync(join(tmpdir(), 'haigang-phone-'));
  const close = async (): Promise<void> => {
    for (const name of [phone, router]) await execute('ip', ['netns', 'del', name]).catch(() => undefined);
    rmSync(folder, { recursive: true, force: true });
  };
  let interfaces = 0;
  let rate: number | undefined;
  const limit = async (device: string): Promise<void> => {
    if (rate === undefined) {
      await execute('tc', ['-n', router, 'qdisc', 'del', 'dev', device, 'root']).catch(() => undefined);
    } else await run(`tc -n ${router} qdisc replace dev ${device} root tbf rate ${rate}kbit burst 16kb latency 400ms`);
  };
  const plug = async (): Promise<void> => {
    interfaces += 1;
    const [here, there] = [`to${interfaces}`, `net${interfaces}`];
    const host = 128 + 4 * (interfaces % 32);
    await run(`ip -n ${router} link add ${here} type veth peer name ${there} netns ${phone}`);
    await run(`ip -n ${router} addr add ${at(host + 1)}/30 dev ${here}`);
    await run(`ip -n ${router} link set ${here} up`);
    await run(`ip -n ${phone} addr add ${at(host + 2)}/30 dev ${there}`);
    await run(`ip -n ${phone} link set ${there} up`);
    await run(`ip -n ${phone} route add default via ${at(host + 1)}`);
    await limit(here);
  };
  try {
    for (const name of [phone, router]) await run(`ip netns add ${name}`);
    await run(`ip -n ${phone} link set lo up`);
    await run(`ip link add ${centre} type veth peer name core netns ${router}`);
    await run(`ip addr add ${at(1)}/30 dev ${centre}`);
    await run(`ip link set ${centre} up`);
    await run(`ip -n ${router} addr add ${at(2)}/30 dev core`);
    await run(`ip -n ${router} link set core up`);
    await run(`ip -n ${router} route add default via ${at(1)}`);
    await run(`ip route add ${at(128)}/25 via ${at(2)}`);
    await execute('ip', ['netns', 'exec', router, 'sh', '-c', 'echo 1 > /proc/sys/net/ipv4/ip_forward']);
    await nft(router, 'add table ip access');
    await nft(router, 'add chain ip access forward { type filter hook forward priority 0; policy accept; }');
    await plug();
  } catch (failure) {
    await close();
    throw failure;
  }
  const chromium = join(folder, 'chromium');
  writeFileSync(chromium, `#!/bin/sh\nexec ip netns exec ${phone} ${CHROMIUM} "$@"\n`);
  chmodSync(chromium, 0o755);
  return {
    centreAddress: at(1),
    chromium,
    shape: async ({ lossPercent = 0, kilobitsPerSecond, blocked = false }) => {
      await nft(router, 'flush chain ip access forward');
      if (blocked) await nft(router, 'add rule ip access forward drop');
      else if (lossPercent > 0) {
        await nft(router, `add rule ip access forward numgen random mod 1000 < ${lossPercent * 10} drop`);
      }
      rate = kilobitsPerSecond;
      for (const device of ['core', `to${interfaces}`]) await limit(device);
    },
    unplug: () => run(`ip -n ${router} link del to${interfaces}`),
    plug,
    close,
  };
}

/** What runs that were killed left behind goes: an address of theirs would look like one of this machine. */
async function sweep(): Promise<void> {
  const { stdout } = await execute('ip', ['netns', 'list']);
  for (const [name, pid] of stdout.matchAll(/^hg[pr](\d+)/gmu)) {
    if (!existsSync(`/proc/${pid}`)) await execute('ip', ['netns', 'del', name]);
  }
}

async function run(command: string): Promise<void> {
  const [program = '', ...args] = command.split(' ');
  await execute(program, args);
}

async function nft(namespace: string, command: string): Promise<void> {
  await execute('ip', ['netns', 'exec', namespace, 'nft', command]);
}
