import type { JoinReply } from '../../features/conference/conference.protocol.js';
import type { Connection } from '../connection/index.js';
import { decodedHere } from './preferred-codec.js';
import { startRatesOf } from './start-rates.js';

/** Which page takes which seat, and whether a person asked for it. [CONF7] */
export interface SeatClaim {
  readonly conferenceId: string;
  readonly seatId: string;
  readonly pageId: string;
  readonly byItself: boolean;
}

/** Takes this page's seat or takes it up again, and says what the page decodes and where its line begins. */
export function joinSeat(connection: Connection, claim: SeatClaim): Promise<JoinReply> {
  return connection.call('conference:join', {
    ...{ ...claim, decodes: decodedHere() },
    startKbps: startRatesOf(connection).downKbps,
  });
}
