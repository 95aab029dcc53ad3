import { Device, type types } from 'mediasoup-client';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { AppError } from '../../kernel/errors.js';
import { Scope } from '../../kernel/scope.js';
import type { JoinReply, MediaSource, ProducerInfo } from '../../features/conference/conference.protocol.js';
import type { Connection } from '../connection/index.js';
import type { LocalMedia } from './local-media.js';
import { AUDIO_CODEC_OPTIONS, CAMERA_ENCODINGS, VIDEO_CODEC_OPTIONS } from './media-layers.js';

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
  rejoin(): void;
  setMicrophone(on: boolean): void;
  setCamera(on: boolean): void;
  replaceCamera(track: MediaStreamTrack): Promise<void>;
  /** Gives the seat up and closes; safe to call twice. */
  leave(): void;
}

interface Media {
  readonly scope: Scope;
  readonly send: types.Transport;
  readonly receive: types.Transport;
  readonly consumers: Map<string, types.Consumer>;
  readonly producers: Map<MediaSource, types.Producer>;
}

export function joinConference(options: {
  connection: Connection;
  conferenceId: string;
  local: LocalMedia;
}): ConferenceClient {
  const { connection, conferenceId, local } = options;
  const scope = new Scope(`conference:${conferenceId}`);
  const seatId = crypto.randomUUID();
  const state = createStore<ConferenceState>(() => ({
    phase: 'joining',
    reason: null,
    remotes: [],
    microphoneOn: local.microphone !== null,
    cameraOn: local.camera !== null,
  }));
  let media: Media | null = null;
  let turn: Promise<unknown> = Promise.resolve();

  /** One thing at a time: joins, consumes and restarts never overlap. */
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
    const reply = await connection.call('conference:join', { conferenceId, seatId });
    if (reply.resumed && media && !media.scope.closed) await resumeMedia(media, reply);
    else await startMedia(reply);
    state.setState({ phase: 'live', reason: null });
  }

  async function resumeMedia(current: Media, reply: JoinReply): Promise<void> {
    for (const transport of [current.send, current.receive]) {
      if (transport.connectionState !== 'connected') await restartIce(transport);
    }
    const known = new Set(reply.producers.map((producer) => producer.producerId));
    for (const producerId of [...current.consumers.keys()]) if (!known.has(producerId)) dropRemote(producerId);
    for (const producer of reply.producers) {
      if (!current.consumers.has(producer.producerId)) await consume(current, producer);
    }
  }

  async function startMedia(reply: JoinReply): Promise<void> {
    await media?.scope.close();
    state.setState({ remotes: [] });
    const device = await Device.factory();
    await device.load({ routerRtpCapabilities: reply.rtpCapabilities });
    const mediaScope = scope.child('media');
    const send = mediaScope.own(device.createSendTransport(reply.sendTransport as unknown as types.TransportOptions));
    const receive = mediaScope.own(
      device.createRecvTransport(reply.receiveTransport as unknown as types.TransportOptions),
    );
    const fresh: Media = { scope: mediaScope, send, receive, consumers: new Map(), producers: new Map() };
    media = fresh;
    wire(fresh, device);
    await Promise.all([sendLocal(fresh), ...reply.producers.map((producer) => consume(fresh, producer))]);
  }

  function wire(current: Media, device: Device): void {
    for (const transport of [current.send, current.receive]) {
      transport.on('connect', ({ dtlsParameters }, done, fail) => {
        const request = { conferenceId, transportId: transport.id, dtlsParameters: { ...dtlsParameters } };
        connection.call('conference:connect-transport', request).then(() => done(), fail);
      });
      transport.on('connectionstatechange', (connectionState) => {
        if (connectionState === 'disconnected' || connectionState === 'failed') {
          serially(() => restartIce(transport));
        }
      });
    }
    current.send.on('produce', ({ kind, rtpParameters, appData }, done, fail) => {
      connection
        .call('conference:produce', {
          conferenceId,
          transportId: current.send.id,
          kind,
          source: appData['source'] as MediaSource,
          rtpParameters: { ...rtpParameters },
        })
        .then(({ producerId }) => done({ id: producerId }), fail);
    });
    capabilities = { ...device.recvRtpCapabilities };
  }
  let capabilities: Record<string, unknown> = {};

  async function restartIce(transport: types.Transport): Promise<void> {
    if (transport.closed || connection.state.getState().link.phase !== 'live') return;
    const { iceParameters } = await connection.call('conference:restart-ice', {
      conferenceId,
      transportId: transport.id,
    });
    await transport.restartIce({ iceParameters: iceParameters as unknown as types.IceParameters });
  }

  async function sendLocal(current: Media): Promise<void> {
    if (local.microphone?.readyState === 'live') {
      const producer = await current.send.produce({
        track: local.microphone,
        stopTracks: false,
        codecOptions: AUDIO_CODEC_OPTIONS,
        appData: { source: 'microphone' },
      });
      current.producers.set('microphone', producer);
    }
    if (local.camera?.readyState === 'live') {
      const producer = await current.send.produce({
        track: local.camera,
        stopTracks: false,
        encodings: CAMERA_ENCODINGS,
        codecOptions: VIDEO_CODEC_OPTIONS,
        appData: { source: 'camera' },
      });
      current.producers.set('camera', producer);
    }
    const { microphoneOn, cameraOn } = state.getState();
    if (!microphoneOn) setPaused('microphone', true);
    if (!cameraOn) setPaused('camera', true);
  }

  async function consume(current: Media, info: ProducerInfo): Promise<void> {
    if (isClosed(current) || current.consumers.has(info.producerId)) return;
    const reply = await connection
      .call('conference:consume', { conferenceId, producerId: info.producerId, rtpCapabilities: capabilities })
      .catch((failure: unknown) => {
        // A producer that ended meanwhile is nothing to receive and no failure of the seat.
        if (failure instanceof AppError && failure.reason === 'conference.cannot-consume') return null;
        throw failure;
      });
    if (!reply || isClosed(current)) return;
    const consumer = await current.receive.consume({
      id: reply.consumerId,
      producerId: reply.producerId,
      kind: reply.kind,
      rtpParameters: reply.rtpParameters as unknown as types.RtpParameters,
    });
    current.consumers.set(info.producerId, consumer);
    addRemote({ ...info, track: consumer.track, spatialLayer: null });
    await connection.call('conference:resume-consumer', { conferenceId, consumerId: consumer.id });
  }

  function addRemote(remote: RemoteTrack): void {
    const others = state.getState().remotes.filter((known) => known.producerId !== remote.producerId);
    state.setState({ remotes: [...others, remote] });
  }
  function dropRemote(producerId: string): void {
    media?.consumers.get(producerId)?.close();
    media?.consumers.delete(producerId);
    state.setState({ remotes: state.getState().remotes.filter((remote) => remote.producerId !== producerId) });
  }
  function patchRemote(match: (remote: RemoteTrack) => boolean, patch: Partial<RemoteTrack>): void {
    state.setState({
      remotes: state.getState().remotes.map((remote) => (match(remote) ? { ...remote, ...patch } : remote)),
    });
  }

  function setPaused(source: MediaSource, paused: boolean): void {
    const producer = media?.producers.get(source);
    if (!producer || producer.closed) return;
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
      if (mine(event)) serially(async () => media && (await consume(media, event.producer)));
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
      const producerId = [...(media?.consumers ?? [])].find(([, consumer]) => consumer.id === consumerId)?.[0];
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
    replaceCamera: async (track) => {
      await media?.producers.get('camera')?.replaceTrack({ track });
    },
    leave: () => {
      if (scope.closed) return;
      if (state.getState().phase !== 'ended') {
        void connection.call('conference:leave', { conferenceId }).catch(() => undefined);
      }
      void scope.close();
    },
  };
}

/** Asked again after every wait: what was open before it may be closed after it. */
function isClosed(media: Media): boolean {
  return media.scope.closed;
}
