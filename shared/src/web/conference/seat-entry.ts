import type { JoinReply } from '../../features/conference/conference.protocol.js';
import type { Connection } from '../connection/index.js';
import { PAGE_ID } from './page-id.js';
import { decodedHere } from './preferred-codec.js';
import { startRatesOf } from './start-rates.js';

/** How a page comes to its seat: by a press, or by itself. [CONF7] */
export interface ComingBack {
  /** Nobody pressed: the seat is left to the page it moved to. */
  readonly byItself: boolean;
  /** The page this tab was before it was loaded anew; null for a tab that had not been in. */
  readonly previousPageId: string | null;
}

export const BY_PRESS: ComingBack = { byItself: false, previousPageId: null };

/** Which seat is taken, and how. */
export interface SeatClaim extends ComingBack {
  readonly conferenceId: string;
  readonly seatId: string;
}

/** Takes this page's seat or takes it up again, and says what the page decodes and where its line begins. */
export function joinSeat(connection: Connection, claim: SeatClaim): Promise<JoinReply> {
  const { previousPageId, ...how } = claim;
  return connection.call('conference:join', {
    ...{ ...how, pageId: PAGE_ID, decodes: decodedHere() },
    ...(previousPageId === null ? {} : { previousPageId }),
    startKbps: startRatesOf(connection).downKbps,
  });
}
