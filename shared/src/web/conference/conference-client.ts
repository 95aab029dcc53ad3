import type { types } from 'mediasoup-client';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { AppError } from '../../kernel/errors.js';
import { Scope } from '../../kernel/scope.js';
import type { JoinReply, MediaSource } from '../../features/conference/conference.protocol.js';
import type { Connection } from '../connection/index.js';
import type { LocalMedia } from './local-media.js';
import { MediaSession } from './media-session.js';
import { openSeatView, type SeatView } from './seat-view.js';

export interface RemoteTrack {
  readonly producerId: string;
  readonly principalId: string;
  readonly source: MediaSource;
  readonly track: MediaStreamTrack;
  readonly paused: boolean;
  /** Simulcast layer now received, 0 lowest; null for audio and before the first frame. */
  readonly spatialLayer: number | null;
}

export type ConferencePhase = 'joining' | 'live' | 'reconnecting' | 'lost' | 'ended';

export interface ConferenceState {
  readonly phase: ConferencePhase;
  /** Why the seat is lost or ended, a reason key for translation. */
  readonly reason: string | null;
  readonly remotes: readonly RemoteTrack[];
  readonly microphoneOn: boolean;
  readonly cameraOn: boolean;
}

/** A page's seat in a conference. It comes back by itself after a lost link; after `lost` one `rejoin()` re-enters. */
export interface ConferenceClient {
  readonly conferenceId: string;
  readonly state: StoreApi<ConferenceState>;
  readonly view: SeatView;
  rejoin(): void;
  setMicrophone(on: boolean): void;
  setCamera(on: boolean): void;
  /** Sends the page's camera and microphone, now and after every rejoin; in place of those given before. */
  publish(local: LocalMedia): void;
  /** Gives the seat up and closes; safe to call twice. */
  leave(): void;
}

export function joinConference(options: { connection: Connection; conferenceId: string }): ConferenceClient {
  const { connection, conferenceId } = options;
  const scope = new Scope(`conference:${conferenceId}`);
  const seatId = crypto.randomUUID();
  const state = createStore<ConferenceState>(() => ({
    phase: 'joining',
    reason: null,
    remotes: [],
    microphoneOn: false,
    cameraOn: false,
  }));
  let media: MediaSession | null = null;
  let local: LocalMedia | null = null;
  let entering = false;
  let turn: Promise<unknown> = Promise.resolve();

  /** One thing at a time: joins and restarts never overlap. */
  function serially(task: () => Promise<unknown>): void {
    turn = turn.then(async () => {
      if (scope.closed) return;
      try {
        await task();
      } catch (failure) {
        failed(failure);
      }
    });
  }

  function failed(failure: unknown): void {
    if (scope.closed) return;
    const reason = failure instanceof AppError ? failure.reason : 'media.failed';
    const linkGone = failure instanceof AppError && (failure.code === 'timeout' || failure.reason === 'link.offline');
    if (linkGone) state.setState({ phase: 'reconnecting', reason });
    else if (failure instanceof AppError && failure.code === 'forbidden') state.setState({ phase: 'ended', reason });
    else state.setState({ phase: 'lost', reason });
  }

  async function enter(): Promise<void> {
    if (state.getState().phase === 'ended') return;
    entering = true;
    try {
      const reply = await connection.call('conference:join', { conferenceId, seatId });
      if (reply.resumed && media && !media.isClosed()) await resumeMedia(media, reply);
      else await openMedia(reply);
      state.setState({ phase: 'live', reason: null });
      for (const producer of reply.producers) void media?.receive(producer);
      publish();
    } finally {
      entering = false;
    }
  }

  async function resumeMedia(current: MediaSession, reply: JoinReply): Promise<void> {
    await current.confirmConnects();
    for (const transport of current.transports) {
      if (transport.connectionState !== 'connected') await restartIce(transport);
    }
    const known = new Set(reply.producers.map((producer) => producer.producerId));
    for (const producerId of current.received) if (!known.has(producerId)) dropRemote(producerId);
  }

  async function openMedia(join: JoinReply): Promise<void> {
    await media?.scope.close();
    state.setState({ remotes: [] });
    media = await MediaSession.open({
      connection,
      conferenceId,
      scope: scope.child('media'),
      join,
      onTrack: (info, track) => addRemote({ ...info, track, spatialLayer: null }),
      onFailure: failed,
      onTransportBroken: (transport) => serially(() => restartIce(transport)),
    });
  }

  async function restartIce(transport: types.Transport): Promise<void> {
    if (transport.closed || connection.state.getState().link.phase !== 'live') return;
    const { iceParameters } = await connection.call('conference:restart-ice', {
      conferenceId,
      transportId: transport.id,
    });
    await transport.restartIce({ iceParameters: iceParameters as unknown as types.IceParameters });
  }

  /** Sends what the page has opened so far; whoever watches need not wait for a camera, and the seat waits for neither. */
  function publish(): void {
    const current = media;
    if (!current || !local) return;
    current.publish(local).then(
      () => {
        const { microphoneOn, cameraOn } = state.getState();
        if (!microphoneOn) setPaused('microphone', true);
        if (!cameraOn) setPaused('camera', true);
      },
      (failure: unknown) => (current.isClosed() ? undefined : failed(failure)),
    );
  }

  function addRemote(remote: RemoteTrack): void {
    const others = state.getState().remotes.filter((known) => known.producerId !== remote.producerId);
    state.setState({ remotes: [...others, remote] });
  }
  function dropRemote(producerId: string): void {
    media?.drop(producerId);
    state.setState({ remotes: state.getState().remotes.filter((remote) => remote.producerId !== producerId) });
  }
  function patchRemote(match: (remote: RemoteTrack) => boolean, patch: Partial<RemoteTrack>): void {
    state.setState({
      remotes: state.getState().remotes.map((remote) => (match(remote) ? { ...remote, ...patch } : remote)),
    });
  }

  function setPaused(source: MediaSource, paused: boolean): void {
    const producer = media?.producerOf(source);
    if (!producer) return;
    if (paused) producer.pause();
    else producer.resume();
    void connection
      .call('conference:pause-producer', { conferenceId, producerId: producer.id, paused })
      .catch(() => undefined);
  }

  const mine = (event: { conferenceId: string }): boolean => event.conferenceId === conferenceId;
  // Heard from before the first join on: a track added while the join is under way is consumed after it, not missed.
  scope.defer(
    connection.on('conference:producer-added', (event) => {
      if (!mine(event)) return;
      // While a join is under way its session is not there yet, or the one there is about to be replaced.
      if (entering) serially(() => Promise.resolve(void media?.receive(event.producer)));
      else void media?.receive(event.producer);
    }),
  );
  scope.defer(
    connection.on('conference:producer-removed', (event) => {
      if (mine(event)) dropRemote(event.producerId);
    }),
  );
  scope.defer(
    connection.on('conference:producer-changed', (event) => {
      if (mine(event)) {
        patchRemote((remote) => remote.producerId === event.producer.producerId, { paused: event.producer.paused });
      }
    }),
  );
  scope.defer(
    connection.on('conference:consumer-layers-changed', ({ consumerId, spatialLayer }) => {
      const producerId = media?.producerOfConsumer(consumerId);
      patchRemote((remote) => remote.producerId === producerId, { spatialLayer });
    }),
  );
  scope.defer(
    connection.on('conference:media-lost', (event) => {
      if (!mine(event)) return;
      void media?.scope.close();
      media = null;
      state.setState({ phase: 'lost', reason: `conference.${event.reason}`, remotes: [] });
    }),
  );
  scope.defer(
    connection.on('conference:seat-ended', (event) => {
      if (!mine(event)) return;
      void media?.scope.close();
      media = null;
      state.setState({ phase: 'ended', reason: `conference.seat-${event.reason}`, remotes: [] });
    }),
  );
  scope.defer(connection.onLive(() => serially(enter)));
  scope.defer(
    connection.state.subscribe(({ link }) => {
      if (link.phase === 'stale' && state.getState().phase === 'live') {
        state.setState({ phase: 'reconnecting', reason: 'link.offline' });
      }
    }),
  );

  return {
    conferenceId,
    state,
    view: openSeatView({ connection, conferenceId, scope, state, session: () => media }),
    rejoin: () => {
      state.setState({ phase: 'joining', reason: null });
      serially(enter);
    },
    setMicrophone: (on) => {
      state.setState({ microphoneOn: on });
      setPaused('microphone', !on);
    },
    setCamera: (on) => {
      state.setState({ cameraOn: on });
      setPaused('camera', !on);
    },
    publish: (opened) => {
      local = opened;
      state.setState({ microphoneOn: opened.microphone !== null, cameraOn: opened.camera !== null });
      publish();
    },
    leave: () => {
      if (scope.closed) return;
      if (state.getState().phase !== 'ended') {
        void connection.call('conference:leave', { conferenceId, walkOff: true }).catch(() => undefined);
      }
      void scope.close();
    },
  };
}
