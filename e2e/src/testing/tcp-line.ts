import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** The way of a page's HTTPS and WebSocket to the server, which a test can lose. */
export interface TcpLine {
  readonly port: number;
  /** Every connection there is now is dead without a word: nothing passes, nothing is closed. New ones get through. */
  strand(): void;
  /** Every connection there is now ends; new ones get through. */
  cut(): void;
  /** Nothing gets through at all until it is called with false; connections there are now are dead for ever. */
  block(blocked: boolean): void;
  close(): Promise<void>;
}

/** Listens on a free port of this machine, or where it is told, and passes everything to `targetPort`. */
export async function openTcpLine(
  targetPort: number,
  at: { readonly host?: string; readonly port?: number } = {},
): Promise<TcpLine> {
  const pairs = new Set<{ client: Socket; server: Socket }>();
  const dead = new Set<Socket>();
  let blocked = false;
  const listener = createServer((client) => {
    if (blocked) {
      dead.add(client);
      client.on('error', () => undefined).on('close', () => dead.delete(client));
      return;
    }
    const server = connect({ host: '127.0.0.1', port: targetPort });
    const pair = { client, server };
    pairs.add(pair);
    const end = (): void => {
      pairs.delete(pair);
      client.destroy();
      server.destroy();
    };
    for (const socket of [client, server]) socket.on('error', end).on('close', end);
    client.pipe(server);
    server.pipe(client);
  });
  const strand = (): void => {
    for (const { client, server } of pairs) {
      for (const socket of [client, server]) {
        socket.unpipe();
        socket.removeAllListeners('close');
        socket.resume();
        dead.add(socket);
      }
    }
    pairs.clear();
  };
  listener.listen(at.port ?? 0, at.host ?? '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('the line has no port');
  return {
    port: address.port,
    strand,
    cut: () => {
      for (const { client } of [...pairs]) client.destroy();
    },
    block: (now) => {
      blocked = now;
      if (now) strand();
    },
    close: async () => {
      for (const { client, server } of pairs) {
        client.destroy();
        server.destroy();
      }
      for (const socket of dead) socket.destroy();
      listener.close();
      await once(listener, 'close');
    },
  };
}
