import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import type { SourceFault } from '@haigang/shared/features/vessel/vessel.model';
import type { AisNetworkAddress } from '../ais-source-address.js';
import { afterPause, faultOf, type SourceHost } from './source-input.js';

/** Connects to a station, for ever. [AIS18] */
export function dialTcp(host: SourceHost, address: AisNetworkAddress, waitMs = host.options.reconnectMs): void {
  const { scope, logger, options } = host;
  if (scope.closed) return;
  const socket = connect({ host: address.host, port: address.port });
  let opened = false;
  let fault: SourceFault | null = null;
  const release = scope.defer(() => socket.destroy());
  socket.once('connect', () => {
    opened = true;
    host.connected();
    logger.info({ source: host.id }, 'AIS source connected');
  });
  socket.on('error', (failure) => (fault = faultOf(failure)));
  socket.on('timeout', () => (fault = opened ? 'stalled' : 'unreachable'));
  attach(host, socket);
  socket.once('close', () => {
    release();
    if (opened) logger.warn({ source: host.id, fault }, 'AIS source lost');
    host.lost(fault ?? (opened ? 'closed' : null));
    const next = opened ? options.reconnectMs : Math.min(waitMs * 2, options.maxReconnectMs);
    afterPause(scope, opened ? options.reconnectMs : waitMs, () => dialTcp(host, address, next));
  });
}

/** Hears whoever of the list connects. [AIS18] */
export async function listenTcp(host: SourceHost, address: AisNetworkAddress): Promise<void> {
  const { scope, options } = host;
  const peers = new Set<Socket>();
  const server = createServer((socket) => {
    if (!address.allows(socket.remoteAddress ?? '') || peers.size >= options.maxPeers) {
      host.refusedPeer(socket.remoteAddress ?? '');
      // A peer that resets while it is refused ends nothing else.
      socket.on('error', () => undefined);
      socket.destroy();
      return;
    }
    peers.add(socket);
    host.connected();
    attach(host, socket);
    socket.once('close', () => {
      peers.delete(socket);
      if (peers.size === 0) host.lost('no-peer');
    });
  });
  scope.defer(
    () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        for (const socket of peers) socket.destroy();
      }),
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address.port, address.host, resolve);
  });
  // Somebody who connects could not be taken (no file handle is left, say): those who are there are heard on.
  server.on('error', (failure) => host.logger.warn({ source: host.id, err: failure }, 'AIS source failed'));
  host.lost('no-peer');
  host.listensOn((server.address() as AddressInfo).port);
}

function attach(host: SourceHost, socket: Socket): void {
  const reader = host.reader();
  socket.setEncoding('latin1');
  socket.setKeepAlive(true, 30_000);
  socket.setTimeout(host.options.idleReconnectMs, () => socket.destroy());
  socket.on('data', (chunk: string) => reader.push(chunk));
  socket.on('close', reader.end);
  // What went wrong shows in `close`; without a listener it would end the process.
  socket.on('error', () => undefined);
}
