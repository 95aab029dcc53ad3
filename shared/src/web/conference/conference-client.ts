import type { StoreApi } from 'zustand/vanilla';
import { AppError } from '../../kernel/errors.js';
import { every } from '../../kernel/every.js';
import { Scope } from '../../kernel/scope.js';
import type { PauseCause } from '../../features/conference/conference.protocol.js';
import { isFailing, isLive, type Connection } from '../connection/index.js';
import { errorText } from '../i18n/index.js';
import { notify } from '../ui/index.js';
import type { LocalMedia } from './local-media.js';
import { PAGE_ID } from './page-id.js';
import { BY_PRESS, type ComingBack } from './seat-entry.js';
import { SeatKeeper } from './seat-keeper.js';
import { SeatState, type ConferenceState } from './seat-state.js';
import { pauseCauseOf, watchSight, type SendingSwitches } from './sending.js';
import { SharedScreen } from './shared-screen.js';
import type { LocalKind } from './track-care.js';
import { openSeatView, type SeatView } from './seat-view.js';
import { TrackSwitches } from './track-switches.js';

/** [ADMIT4] How often pictures that were refused for want of capacity, one's own or others', are tried again, ms. */
const PICTURE_RETRY_MS = 8000;
const LOCAL_KINDS = ['microphone', 'camera'] as const;

/**
 * A page's seat in a conference. It comes back by itself after a lost link, a lost path and lost media; only when that
 * did not help the phase is `lost`, and one `rejoin()` re-enters.
 */
export interface ConferenceClient {
  readonly conferenceId: string;
  readonly state: StoreApi<ConferenceState>;
  readonly view: SeatView;
  rejoin(): void;
  setMicrophone(on: boolean): void;
  setCamera(on: boolean): void;
  /** Asks for a screen and shows it to the room, or ends the one that is shown. */
  toggleScreen(): void;
  /** Ends the screen that is shown, if one is. */
  endScreen(): void;
  /** Sends the page's camera and microphone, now and after every rejoin; in place of those given before. */
  publish(local: LocalMedia): void;
  /** [MEDIA18] Hears of a press that opens a source for which the page has no device. Returns the way to stop hearing. */
  onWanted(listener: (source: LocalKind) => void): () => void;
  /** Gives the seat up and closes; safe to call twice. */
  leave(): void;
}

export function joinConference(options: {
  connection: Connection;
  conferenceId: string;
  comes?: ComingBack;
}): ConferenceClient {
  const { connection, conferenceId, comes = BY_PRESS } = options;
  const scope = new Scope(`conference:${conferenceId}`);
  const shown = new SeatState();
  const state = shown.store;
  let local: LocalMedia | null = null;
  const keeper = new SeatKeeper({
    ...{ connection, conferenceId, comes, scope, shown },
    onEntered: (_media, resumed) => {
      publish(resumed);
      screen.publish();
    },
  });
  const switches = new TrackSwitches({
    scope,
    trackOf: (source) => keeper.media?.producerOf(source),
    tell: ({ id: producerId }, cause) =>
      connection.call('conference:pause-producer', {
        ...{ conferenceId, producerId },
        ...(cause === null ? { paused: false } : { paused: true, cause }),
      }),
    isLive: () => isLive(connection.state.getState().link),
    onUnconfirmed: (unconfirmed) => state.setState({ unconfirmed }),
    onRefused: (source, failure) => {
      if (source !== 'screen') switchTo(source, false);
      notify(errorText(failure));
    },
  });
  const screen = new SharedScreen({ connection, conferenceId, scope, state, session: () => keeper.media });

  /** Sends what the page has opened so far; whoever watches need not wait for a camera, and the seat waits for neither. */
  function publish(resumed: boolean): void {
    const current = keeper.media;
    if (!current || !local) return;
    // After a time without a link the centre may not know the last switch, in either direction.
    if (resumed) for (const source of LOCAL_KINDS) tell(source, true);
    current.publish(local, sending).then(
      () => state.setState({ pictureWaits: false }),
      (failure: unknown) => {
        if (current.isClosed()) return;
        // [ADMIT1] [ADMIT4] No room for the picture: the voice goes on, and the picture is tried again.
        if (failure instanceof AppError && failure.reason === 'conference.video-full') {
          state.setState({ pictureWaits: state.getState().cameraOn });
        } else keeper.failed(failure);
      },
    );
  }

  /** [MEDIA16] The seat is over: nothing of the page is taken into the next one unasked. */
  function showNothing(): void {
    local = null;
    state.setState({ microphoneOn: false, cameraOn: false, pictureWaits: false, unconfirmed: [] });
    if (state.getState().sharing) screen.stop();
  }

  function switchTo(source: LocalKind, on: boolean): void {
    if (on) off.delete(source);
    else off.add(source);
    state.setState(source === 'microphone' ? { microphoneOn: on } : { cameraOn: on });
  }

  const sight = watchSight(scope, (source) => tell(source, false));
  const told = new WeakMap<object, PauseCause | null>();
  /** What its person, or the centre for him, switched off: no track that is opened later turns it on. */
  const off = new Set<LocalKind>();
  /** [ROOM5] Opened by a press before it was sent: the centre hears of the press with the track. */
  const unsent = new Set<LocalKind>();
  const wanted = new Set<(source: LocalKind) => void>();
  const sending: SendingSwitches = {
    causeOf,
    onSent: (source, toldCause) => {
      const producer = keeper.media?.producerOf(source);
      if (producer && toldCause !== undefined) told.set(producer, toldCause);
      tell(source, unsent.delete(source));
    },
  };

  function causeOf(source: LocalKind): PauseCause | null {
    const { microphoneOn, cameraOn } = state.getState();
    const on = source === 'camera' ? cameraOn : microphoneOn;
    return pauseCauseOf(source, { on, hidden: sight.hidden(), interrupted: sight.isInterrupted(source) });
  }

  function press(source: LocalKind, on: boolean): void {
    // There is nothing to switch; the page keeps saying why, and offers the way back. [MEDIA16]
    if (shown.phase === 'ended') return;
    if (on && local !== null && local[source] === null) {
      // Open is what sends: it stays off until its device is there, and opens by itself then.
      off.delete(source);
      unsent.add(source);
      for (const listener of wanted) listener(source);
      return;
    }
    switchTo(source, on);
    if (on && !keeper.media?.producerOf(source)) unsent.add(source);
    else unsent.delete(source);
    tell(source, true);
  }

  /** Sends or pauses a source as its person, the page's visibility and the system want it, and tells the centre why. */
  function tell(source: LocalKind, anyway: boolean): void {
    const cause = causeOf(source);
    // [MEDIA15] The track itself, whether anything carries it yet or not.
    const track = local?.[source];
    if (track) track.enabled = cause === null;
    const producer = keeper.media?.producerOf(source);
    if (!producer) return;
    if (!anyway && (told.get(producer) ?? null) === cause) return;
    told.set(producer, cause);
    switches.set(source, cause);
  }

  scope.defer(
    every(PICTURE_RETRY_MS, () => {
      const { phase, pictureWaits } = state.getState();
      if (phase === 'live' && pictureWaits) publish(false);
      if (phase === 'live') keeper.media?.receiveRefused();
    }),
  );
  scope.defer(
    state.subscribe(({ phase }, before) => {
      if (phase === 'ended' && before.phase !== 'ended') showNothing();
    }),
  );
  // Heard from before the first join on: a track added while the join is under way is consumed after it, not missed.
  listen({ connection, conferenceId, scope, keeper, shown });
  scope.defer(connection.onLive(() => keeper.enter()));
  scope.defer(
    connection.state.subscribe(({ link }) => {
      if (link.phase === 'stale' && shown.phase === 'live') shown.show('reconnecting', 'link.offline');
    }),
  );

  return {
    conferenceId,
    state,
    view: openSeatView({ connection, conferenceId, scope, state, session: () => keeper.media }),
    rejoin: () => keeper.rejoin(),
    setMicrophone: (on) => press('microphone', on),
    setCamera: (on) => {
      if (shown.phase === 'ended') return;
      press('camera', on);
      state.setState(on ? { reason: null } : { pictureWaits: false });
      if (on && !keeper.media?.producerOf('camera')) publish(false);
    },
    toggleScreen: () => void screen.toggle(),
    endScreen: () => {
      if (state.getState().sharing) screen.stop();
    },
    publish: (opened) => {
      state.setState({
        microphoneOn: opened.microphone !== null && !off.has('microphone'),
        cameraOn: opened.camera !== null && !off.has('camera'),
      });
      local = opened;
      sight.follow(opened);
      for (const source of LOCAL_KINDS) tell(source, false);
      publish(false);
    },
    onWanted: (listener) => {
      wanted.add(listener);
      return () => wanted.delete(listener);
    },
    leave: () => {
      if (scope.closed) return;
      // A seat that goes down with a part of the page is taken up again.
      if (shown.phase !== 'ended' && !isFailing()) {
        const left = connection.call('conference:leave', { conferenceId, walkOff: true, pageId: PAGE_ID });
        void left.catch(() => undefined);
      }
      void scope.close();
    },
  };
}

/** What the centre tells about this conference. */
function listen(to: {
  connection: Connection;
  conferenceId: string;
  scope: Scope;
  keeper: SeatKeeper;
  shown: SeatState;
}): void {
  const { connection, conferenceId, scope, keeper, shown } = to;
  const mine = (event: { conferenceId: string }): boolean => event.conferenceId === conferenceId;
  const endings = [
    connection.on('conference:producer-added', (event) => {
      if (mine(event)) keeper.receive(event.producer);
    }),
    connection.on('conference:producer-removed', (event) => {
      if (mine(event)) keeper.dropRemote(event.producerId);
    }),
    connection.on('conference:producer-changed', (event) => {
      if (!mine(event)) return;
      keeper.media?.changed(event.producer);
      shown.patchRemote(event.producer.producerId, { paused: event.producer.paused });
      const { producerId, paused, cause } = event.producer;
      shown.patchRemote(producerId, { paused, cause });
    }),
    connection.on('conference:consumer-layers-changed', ({ consumerId, spatialLayer }) => {
      shown.patchRemote(keeper.media?.producerOfConsumer(consumerId), { spatialLayer });
    }),
    connection.on('conference:codecs-changed', (event) => {
      if (mine(event)) keeper.decodedBy(event.decoded);
    }),
    connection.on('conference:media-lost', (event) => {
      if (mine(event)) keeper.mediaLost(`conference.${event.reason}`);
    }),
    connection.on('conference:seat-ended', (event) => {
      if (mine(event)) keeper.ended(`conference.seat-${event.reason}`);
    }),
  ];
  for (const end of endings) scope.defer(end);
}
