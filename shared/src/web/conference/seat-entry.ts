import type { JoinReply } from '../../features/conference/conference.protocol.js';
import type { Connection } from '../connection/index.js';
import { decodedHere } from './preferred-codec.js';
import { startRatesOf } from './start-rates.js';

/** Takes this page's seat or takes it up again, and says what the page decodes and where its line begins. */
export function joinSeat(connection: Connection, conferenceId: string, seatId: string): Promise<JoinReply> {
  return connection.call('conference:join', {
    ...{ conferenceId, seatId, decodes: decodedHere() },
    startKbps: startRatesOf(connection).downKbps,
  });
}
