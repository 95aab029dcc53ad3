import { io, type Socket } from 'socket.io-client';
import { PROTOCOL_VERSION } from '../../protocol.js';

export type Surface = 'desk' | 'wall' | 'field' | 'kiosk' | 'expert';

/** How long opening a socket may take, ms; longer on a line that is known to be slow. */
export const OPENS_WITHIN_MS = 8000;

/** A WebSocket-only socket that reconnects by itself, 0.5 s to 5 s apart, for as long as the page lives. */
export function openSocket(surface: Surface, origin?: string): Socket {
  return io(origin ?? window.location.origin, {
    transports: ['websocket'],
    auth: { protocolVersion: PROTOCOL_VERSION, surface },
    reconnectionDelay: 500,
    reconnectionDelayMax: 5000,
    randomizationFactor: 0.3,
    timeout: OPENS_WITHIN_MS,
  });
}
