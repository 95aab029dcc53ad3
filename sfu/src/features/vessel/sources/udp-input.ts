import { createSocket } from 'node:dgram';
import type { AisNetworkAddress } from '../ais-source-address.js';
import type { SourceHost } from './source-input.js';

/** Hears the datagrams of whoever is on the list. [AIS18] */
export async function listenUdp(host: SourceHost, address: AisNetworkAddress): Promise<void> {
  const { scope } = host;
  const socket = createSocket(address.host.includes(':') ? 'udp6' : 'udp4');
  const reader = host.reader();
  scope.defer(
    () =>
      new Promise<void>((closed) => {
        reader.end();
        socket.close(() => closed());
      }),
  );
  socket.on('message', (bytes, peer) => {
    if (!address.allows(peer.address)) host.refusedPeer(peer.address);
    else reader.read(bytes.toString('latin1'));
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(address.port, address.host, () => resolve());
  });
  socket.on('error', (failure) => host.logger.warn({ source: host.id, err: failure }, 'AIS source failed'));
  host.connected();
  host.listensOn(socket.address().port);
}
