import { Device } from 'mediasoup-client';
import { useEffect } from 'react';
import { useConnection, type Connection } from '../connection/index.js';

interface Prepared {
  readonly device: Device;
  /** The room's capabilities it was loaded with, as text, so that another room's can be compared. */
  readonly loadedWith: string;
}

const preparedBy = new WeakMap<Connection, Promise<Prepared | null>>();

/**
 * Finds out what this browser can send and receive before there is a room, because it takes a fifth of a second that
 * nobody should wait for after a request was accepted. Once per connection; a failure is left to the join to report.
 */
export function prepareDevice(connection: Connection): void {
  if (preparedBy.has(connection)) return;
  const preparing = connection
    .call('conference:capabilities', {})
    .then(({ rtpCapabilities }) => load(rtpCapabilities))
    .catch(() => null);
  preparedBy.set(connection, preparing);
}

/** The prepared device when it fits the room, else a fresh one. Rejects where the browser has no WebRTC. */
export async function deviceFor(connection: Connection, rtpCapabilities: Record<string, unknown>): Promise<Device> {
  const prepared = await preparedBy.get(connection);
  if (prepared?.loadedWith === JSON.stringify(rtpCapabilities)) return prepared.device;
  return (await load(rtpCapabilities)).device;
}

/** Prepares this page for a call while it waits for one. */
export function usePreparedDevice(): void {
  const connection = useConnection();
  useEffect(() => connection.onLive(() => prepareDevice(connection)), [connection]);
}

async function load(rtpCapabilities: Record<string, unknown>): Promise<Prepared> {
  const device = await Device.factory();
  await device.load({ routerRtpCapabilities: rtpCapabilities });
  return { device, loadedWith: JSON.stringify(rtpCapabilities) };
}
