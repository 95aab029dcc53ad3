import { once } from 'node:events';
import { connect, createServer, Server, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Scope } from '@haigang/shared/kernel/scope';
import { silentLogger } from '../../../platform/logger.js';
import { VesselFeed } from '../vessel-feed.js';
import { BoundedPeer, DEFAULT_FORWARD_OPTIONS } from './forward-output.js';
import { Forwarder } from './forwarder.js';

let scope: Scope;
beforeEach(() => {
  scope = new Scope('test');
});
afterEach(async () => {
  vi.restoreAllMocks();
  await scope.close();
});

test('[AIS18] [AIS50] bug: connections that cannot be taken, one after the other, do not end the server', async () => {
  const listen = vi.spyOn(Server.prototype, 'listen');
  const common = { scope: scope.child('x'), clock: Date.now, logger: silentLogger };
  await Forwarder.open({ ...common, forwards: ['tcp-listen://127.0.0.1:0'], sources: [] });
  const sources = [{ address: 'tcp-listen://127.0.0.1:0', simulated: false }];
  await VesselFeed.open({ ...common, sources, tickMs: 20 });
  const servers = listen.mock.contexts as Server[];
  expect(servers).toHaveLength(2);
  // What Node does when the process has no file handle left for who connects.
  const failure = Object.assign(new Error('accept EMFILE'), { code: 'EMFILE' });
  for (const server of [...servers, ...servers]) expect(server.emit('error', failure)).toBe(true);
});

test('[AIS50] bug: a receiver that takes nothing is cut off though hardly anything is sent', async () => {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  scope.defer(() => server.close());
  await once(server, 'listening');
  const lame = connect({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' });
  lame.on('error', () => undefined);
  lame.pause();
  scope.defer(() => lame.destroy());
  const [socket] = (await once(server, 'connection')) as [ReturnType<typeof connect>];
  scope.defer(() => socket.destroy());
  const closed = once(socket, 'close');
  const peer = new BoundedPeer(socket, { ...DEFAULT_FORWARD_OPTIONS, stuckMs: 100 });
  expect(peer.send('x'.repeat(32 * 1024 * 1024))).toBe(true);
  await closed;
  expect(peer.send('x')).toBe(false);
});
