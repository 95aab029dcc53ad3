import { spawn } from 'node:child_process';
import { ROOT } from './run.mjs';
import { say, Stop } from './say.mjs';

/** The programs of one development run: what ends one of them ends all. */
export class Running {
  #children = [];
  #env;
  #stopping = false;
  #resolveEnded;
  ended = new Promise((resolve) => (this.#resolveEnded = resolve));

  constructor(env) {
    this.#env = env;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => this.#stop(0));
  }

  start(name, command, args, cwd = ROOT) {
    // A group of its own, so that Ctrl-C reaches the programs once, through us, and their children with them.
    const child = spawn(command, args, { cwd, env: this.#env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        for (const line of text.split('\n')) if (line.trim() !== '') say(`[${name}] ${line}`);
      });
    }
    this.#children.push(child);
    child.on('close', (code) => {
      if (!this.#stopping) say(`[${name}] 已退出 ended (${code})`);
      this.#stop(code ?? 1);
    });
    return child;
  }

  startAndWait(name, [command, args, cwd], ready) {
    return new Promise((resolve, reject) => {
      const child = this.start(name, command, args, cwd);
      child.stdout.on('data', (text) => ready.test(text) && resolve());
      child.on('close', () => reject(new Stop(`${name} 没有启动 / did not start`)));
    });
  }

  #stop(code) {
    if (this.#stopping) return;
    this.#stopping = true;
    const alive = this.#children.filter((child) => child.exitCode === null && child.signalCode === null);
    for (const child of alive) process.kill(-child.pid, 'SIGTERM');
    void Promise.all(alive.map((child) => new Promise((done) => child.once('close', done)))).then(() =>
      this.#resolveEnded(code),
    );
  }
}
