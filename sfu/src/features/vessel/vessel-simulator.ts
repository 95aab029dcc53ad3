import { every } from '@haigang/shared/kernel/every';
import { createSocket } from 'node:dgram';
import { connect, type Socket } from 'node:net';
import type { Scope } from '@haigang/shared/kernel/scope';
import type { Clock } from '@haigang/shared/kernel/time';
import { positionSentences, SIMULATED_FLEET, staticSentences } from './simulated-fleet.js';

/** Class A reporting intervals (ITU-R M.1371 table 1), coarse: under way 4 s, at rest 60 s (real: 3 min), static 6 min. */
const MOVING_EVERY_S = 4;
const STILL_EVERY_S = 60;
const STATIC_EVERY_S = 60;
/** From this ship on the sentences go by UDP, so that both ways are always in use. */
const FIRST_BY_UDP = 7;
const RETRY_MS = 1000;

export interface VesselSimulatorDeps {
  readonly tcpPort: number;
  readonly udpPort: number;
  readonly scope: Scope;
  readonly clock: Clock;
}

/** Sends the simulated fleet as real NMEA sentences over a real TCP connection and real UDP datagrams. */
export function startVesselSimulator({ tcpPort, udpPort, scope, clock }: VesselSimulatorDeps): void {
  const udp = createSocket('udp4');
  // A datagram nobody hears is a datagram lost, as on the radio.
  udp.on('error', () => undefined);
  scope.defer(() => void udp.close());
  let tcp: Socket | null = null;
  const dial = (): void => {
    if (scope.closed) return;
    const socket = connect({ host: '127.0.0.1', port: tcpPort });
    tcp = socket;
    socket.on('error', () => undefined);
    socket.once('connect', () => {
      for (const index of SIMULATED_FLEET.keys()) {
        send(index, [...staticSentences(index), ...positionSentences(index, clock())]);
      }
    });
    socket.once('close', () => {
      tcp = null;
      const timer = setTimeout(() => {
        withdraw();
        dial();
      }, RETRY_MS);
      const withdraw = scope.defer(() => clearTimeout(timer));
    });
  };
  const send = (index: number, sentences: readonly string[]): void => {
    const text = sentences.map((sentence) => `${sentence}\r\n`).join('');
    if (index >= FIRST_BY_UDP) udp.send(text, udpPort, '127.0.0.1');
    else if (tcp?.writable) tcp.write(text);
  };
  scope.defer(() => void tcp?.destroy());
  dial();
  let second = 0;
  const stop = every(1000, () => {
    second += 1;
    for (const [index, ship] of SIMULATED_FLEET.entries()) {
      const everyS = ship.speedKnots > 0 ? MOVING_EVERY_S : STILL_EVERY_S;
      if ((second + index) % everyS === 0) send(index, positionSentences(index, clock()));
      if ((second + index * 5) % STATIC_EVERY_S === 0) send(index, staticSentences(index));
    }
  });
  scope.defer(stop);
}
