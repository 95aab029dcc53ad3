import { createSocket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { afterPause, faultOf } from '../sources/source-input.js';
import { OutputState, type ForwardOutput, type OutputHost } from './forward-output.js';

/** A datagram stays below what one packet of a network holds. */
const MOST_BYTES = 1400;
/** What the network said about a datagram counts this long. */
const FAULT_MS = 10_000;

/** Sends datagrams of whole sentences to one place. [AIS50] */
export function sendByUdp(host: OutputHost): ForwardOutput {
  const { address, scope, options } = host;
  const state = new OutputState();
  let target: { address: string; socket: ReturnType<typeof createSocket> } | null = null;
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
      faultAt = Infinity;
      return;
    }
    const socket = createSocket(found.family === 6 ? 'udp6' : 'udp4');
    socket.on('error', fail);
    scope.defer(() => void socket.close());
    // Connected, so that the network's answer that nobody listens there is told.
    socket.connect(address.port, found.address, () => (target = { address: found.address, socket }));
  };
  const start = (waitMs: number): void => {
    open().catch((failure: unknown) => {
      fail(failure);
      afterPause(scope, waitMs, () => start(Math.min(waitMs * 2, options.maxReconnectMs)));
    });
  };
  start(options.reconnectMs);
  return {
    send: (text) => {
      for (const part of datagrams(text)) {
        const sentences = part.split('\n').length - 1;
        if (!target || target.socket.getSendQueueSize() > options.mostWaiting) {
          state.dropped += sentences;
          continue;
        }
        target.socket.send(part, (failure) => {
          if (failure) fail(failure);
        });
        state.sent += sentences;
      }
    },
    get health() {
      const fault = performance.now() - faultAt < FAULT_MS ? state.fault : null;
      return { ...state.health(address, target && fault === null ? 1 : 0), fault };
    },
    port: address.port,
  };
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
