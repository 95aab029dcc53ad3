import { io, type Socket } from 'socket.io-client';
import { PROTOCOL_VERSION } from '../../protocol.js';

export type Surface = 'desk' | 'wall' | 'field' | 'kiosk' | 'expert';

/** How long opening a socket may take at first, and at most after others took too long, ms. */
const OPENS_WITHIN_MS = 8000;
const OPENS_WITHIN_MOST_MS = 24_000;

/** A WebSocket-only socket that reconnects by itself, 0.5 s to 5 s apart, for as long as the page lives. */
export function openSocket(surface: Surface, origin?: string): Socket {
  const socket = io(origin ?? window.location.origin, {
    transports: ['websocket'],
    auth: { protocolVersion: PROTOCOL_VERSION, surface },
    reconnectionDelay: 500,
    reconnectionDelayMax: 5000,
    randomizationFactor: 0.3,
    timeout: OPENS_WITHIN_MS,
  });
  // [NET10] Opening takes four round trips, and on a full line each of them seconds.
  socket.io.on('error', ({ message }) => {
    if (message === 'timeout') socket.io.timeout(Math.min(OPENS_WITHIN_MOST_MS, 2 * Number(socket.io.timeout())));
  });
  socket.io.on('open', () => socket.io.timeout(OPENS_WITHIN_MS));
  return socket;
}
