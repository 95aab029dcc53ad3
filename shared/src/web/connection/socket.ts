import { io, type Socket } from 'socket.io-client';
import { PROTOCOL_VERSION } from '../../protocol.js';

export type Surface = 'desk' | 'wall' | 'field' | 'kiosk' | 'expert';

/** How long opening a socket may take, ms; longer on a line that is known to be slow. */
export const OPENS_WITHIN_MS = 8000;

/**
 * A WebSocket-only socket that reconnects by itself for as long as the page lives. Its tries are half a second to two
 * seconds apart: after a long silence of the network the pause between two is what somebody on the quay waits for.
 */
export function openSocket(surface: Surface, origin?: string): Socket {
  return io(origin ?? window.location.origin, {
    transports: ['websocket'],
    auth: { protocolVersion: PROTOCOL_VERSION, surface },
    reconnectionDelay: 500,
    reconnectionDelayMax: 2000,
    randomizationFactor: 0.3,
    timeout: OPENS_WITHIN_MS,
  });
}
