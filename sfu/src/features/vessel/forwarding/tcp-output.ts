import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { afterPause, faultOf } from '../sources/source-input.js';
import { BoundedPeer, OutputState, type ForwardOutput, type OutputHost } from './forward-output.js';

/** Connects to a receiver, for ever; what is heard while it is away is dropped. [AIS50] */
export function sendByTcp(host: OutputHost): ForwardOutput {
  const { address, scope, options, logger } = host;
  const state = new OutputState();
  let peer: BoundedPeer | null = null;
  const dial = (waitMs: number): void => {
    if (scope.closed) return;
    const socket = connect({ host: address.host, port: address.port });
    const release = scope.defer(() => socket.destroy());
    let opened = false;
    let loops = false;
    socket.once('connect', () => {
      loops = host.isOurs('tcp', socket.remoteAddress, socket.remotePort);
      if (loops) {
        socket.destroy();
        return;
      }
      opened = true;
      state.fault = null;
      peer = new BoundedPeer(socket, options);
      logger.info({ forward: address.id }, 'AIS forward connected');
    });
    socket.on('error', (failure) => (state.fault = faultOf(failure)));
    socket.once('close', () => {
      release();
      peer = null;
      state.fault = loops ? 'loop' : opened ? 'closed' : state.fault;
      const pause = opened ? options.reconnectMs : loops ? options.maxReconnectMs : waitMs;
      afterPause(scope, pause, () => dial(opened ? options.reconnectMs : Math.min(pause * 2, options.maxReconnectMs)));
    });
  };
  dial(options.reconnectMs);
  return {
    send: (text, sentences) => {
      if (peer?.send(text) === true) state.sent += sentences;
      else state.dropped += sentences;
    },
    get health() {
      return state.health(address, peer ? 1 : 0);
    },
    port: address.port,
  };
}

/** Whoever of the list connects is sent everything; each at its own pace. [AIS50] */
export async function serveByTcp(host: OutputHost): Promise<ForwardOutput> {
  const { address, scope, options } = host;
  const state = new OutputState();
  const peers = new Map<Socket, BoundedPeer>();
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    if (!address.allows(socket.remoteAddress ?? '') || peers.size >= options.maxPeers) {
      state.refusedPeers += 1;
      socket.destroy();
      return;
    }
    peers.set(socket, new BoundedPeer(socket, options));
    socket.once('close', () => peers.delete(socket));
  });
  scope.defer(
    () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        for (const socket of peers.keys()) socket.destroy();
      }),
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address.port, address.host, resolve);
  });
  // Somebody who connects could not be taken (no file handle is left, say): those who are there get theirs.
  server.on('error', (failure) => host.logger.warn({ forward: address.id, err: failure }, 'AIS forward failed'));
  return {
    send: (text, sentences) => {
      for (const peer of peers.values()) {
        if (peer.send(text)) state.sent += sentences;
        else state.dropped += sentences;
      }
    },
    get health() {
      return state.health(address, peers.size);
    },
    port: (server.address() as AddressInfo).port,
  };
}
