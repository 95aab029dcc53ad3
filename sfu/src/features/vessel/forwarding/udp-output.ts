import { createSocket, type Socket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { afterPause, faultOf } from '../sources/source-input.js';
import { OutputState, type ForwardOutput, type OutputHost } from './forward-output.js';

/** A datagram stays below what one packet of a network holds. */
const MOST_BYTES = 1400;
/** What the network said about a datagram counts this long. */
const FAULT_MS = 10_000;

/** Sends datagrams of whole sentences to one place. [AIS50] */
export function sendByUdp(host: OutputHost): ForwardOutput {
  const { address, scope, options, logger } = host;
  const state = new OutputState();
  let target: Socket | null = null;
  let faultAt = -Infinity;
  const fail = (failure: unknown): void => {
    state.fault = faultOf(failure);
    faultAt = performance.now();
  };
  const open = async (): Promise<void> => {
    const found = await lookup(address.host);
    if (scope.closed) return;
    if (host.isOurs('udp', found.address, address.port)) {
      state.fault = 'loop';
      return;
    }
    const socket = createSocket(found.family === 6 ? 'udp6' : 'udp4');
    const release = scope.defer(() => void socket.close());
    socket.on('error', fail);
    try {
      const broadcasts = await connectTo(socket, address.port, found.address);
      // A broadcast is heard by the sockets of the machine that sends it, too.
      if (broadcasts && host.isOurs('udp', '127.0.0.1', address.port)) {
        state.fault = 'loop';
        release();
        socket.close();
        return;
      }
      state.fault = null;
      target = socket;
    } catch (failure) {
      if (scope.signal.aborted) return;
      release();
      socket.close();
      throw failure;
    }
  };
  const start = (waitMs: number): void => {
    open().catch((failure: unknown) => {
      if (state.fault === null) logger.warn({ forward: address.id, err: failure }, 'AIS forward failed');
      fail(failure);
      afterPause(scope, waitMs, () => start(Math.min(waitMs * 2, options.maxReconnectMs)));
    });
  };
  start(options.reconnectMs);
  return {
    send: (text) => {
      for (const part of datagrams(text)) {
        const sentences = part.split('\n').length - 1;
        if (!target || target.getSendQueueSize() > options.mostWaiting) {
          state.dropped += sentences;
          continue;
        }
        target.send(part, (failure) => {
          if (failure) fail(failure);
        });
        state.sent += sentences;
      }
    },
    get health() {
      const fault = !target || performance.now() - faultAt < FAULT_MS ? state.fault : null;
      return { ...state.health(address, target && fault === null ? 1 : 0), fault };
    },
    port: address.port,
  };
}

/**
 * Connects, so that the network's answer that nobody listens there is told; true when the address is a broadcast one,
 * which the system refuses until it is asked for. Throws what the system says.
 */
async function connectTo(socket: Socket, port: number, address: string): Promise<boolean> {
  const connect = (): Promise<void> =>
    new Promise((resolve, reject) => {
      socket.once('error', reject);
      // The callback is given the failure, what the types do not tell.
      socket.connect(port, address, (failure?: unknown) => {
        socket.off('error', reject);
        if (failure instanceof Error) reject(failure);
        else resolve();
      });
    });
  try {
    await connect();
    return false;
  } catch (failure) {
    if (!(failure instanceof Error && 'code' in failure && failure.code === 'EACCES')) throw failure;
    socket.setBroadcast(true);
    await connect();
    return true;
  }
}

/** Whole lines, as many as go into one packet. */
function datagrams(text: string): string[] {
  const parts: string[] = [];
  for (const line of text.split(/(?<=\n)/u)) {
    const last = parts.at(-1);
    if (last !== undefined && last.length + line.length <= MOST_BYTES) parts[parts.length - 1] = last + line;
    else parts.push(line);
  }
  return parts;
}
