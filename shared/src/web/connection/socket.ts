import { io, type Socket } from 'socket.io-client';
import { PROTOCOL_VERSION } from '../../protocol.js';

export type Surface = 'desk' | 'wall' | 'field' | 'kiosk' | 'expert';

/** A WebSocket-only socket that reconnects by itself, 0.5 s to 5 s apart, for as long as the page lives. */
export function openSocket(surface: Surface, origin?: string): Socket {
  return io(origin ?? window.location.origin, {
    transports: ['websocket'],
    auth: { protocolVersion: PROTOCOL_VERSION, surface },
    reconnectionDelay: 500,
    reconnectionDelayMax: 5000,
    randomizationFactor: 0.3,
    timeout: 8000,
  });
}
