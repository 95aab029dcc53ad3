import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

/** Below the range from which the system takes ports for outgoing connections (Linux: from 32,768 on). */
const LOWEST = 20_000;
const HIGHEST = 32_000;
const ATTEMPTS = 50;

/**
 * So many ports in a row that were free a moment ago, for UDP and for TCP: a media worker wants both. They lie below the
 * system's own range, so that no outgoing connection of another test takes one meanwhile.
 */
export async function freePorts(count = 1): Promise<{ first: number; last: number }> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const first = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST - count));
    const ports = Array.from({ length: count }, (_, at) => first + at);
    const free = await Promise.all(ports.flatMap((port) => [isUdpFree(port), isTcpFree(port)]));
    if (free.every(Boolean)) return { first, last: first + count - 1 };
  }
  throw new Error('no free ports');
}

function isUdpFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.once('error', () => resolve(false));
    socket.bind(port, () => socket.close(() => resolve(true)));
  });
}

function isTcpFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, () => server.close(() => resolve(true)));
  });
}
