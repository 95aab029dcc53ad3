import type { StoreApi } from 'zustand/vanilla';
import type { Scope } from '../../kernel/scope.js';
import type { Connection } from '../connection/index.js';
import type { ConferenceState } from './seat-state.js';
import { openSpeakers, type Speakers } from './active-speaker.js';
import { LayerSubscription } from './layer-subscription.js';
import type { MediaSession } from './media-session.js';

/** What a page sees and hears of a seat beyond its tracks: what it subscribes to, who speaks, how good the lines are. */
export interface SeatView {
  readonly speakers: StoreApi<Speakers>;
  readonly layers: LayerSubscription;
}

/** Lives as long as `scope`; `session` is asked each time, since a seat's media may be opened anew. */
export function openSeatView(options: {
  connection: Connection;
  conferenceId: string;
  scope: Scope;
  state: StoreApi<ConferenceState>;
  session: () => MediaSession | null;
}): SeatView {
  const { connection, conferenceId, scope, state, session } = options;
  const layers = scope.own(
    new LayerSubscription({
      pictures: () => session()?.pictures ?? [],
      send: (wishes) => connection.call('conference:set-consumers', { conferenceId, wishes }),
    }),
  );
  scope.defer(
    state.subscribe((now, before) => {
      if (now.remotes !== before.remotes || now.phase !== before.phase) layers.refresh();
    }),
  );
  return { layers, speakers: openSpeakers({ connection, conferenceId, scope }) };
}
