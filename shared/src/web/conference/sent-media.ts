import type { types } from 'mediasoup-client';
import { isLayered, videoCodecOf, type VideoCodec } from '../../features/conference/codec.rules.js';
import type { MediaSource, PauseCause } from '../../features/conference/conference.protocol.js';
import { MAX_SPATIAL_LAYER } from '../../features/conference/media.protocol.js';
import type { Connection } from '../connection/index.js';
import type { LocalMedia } from './local-media.js';
import {
  AUDIO_CODEC_OPTIONS,
  CAMERA_ENCODINGS,
  LAYERED_ENCODINGS,
  layeredUpTo,
  SCREEN_ENCODINGS,
} from './media-layers.js';
import { restWhilePaused } from './paused-picture.js';
import { preferredCodec } from './preferred-codec.js';
import { adjustEncodings } from './sender-encodings.js';
import type { SendingSwitches } from './sending.js';

export interface SentMediaOptions {
  readonly connection: Connection;
  readonly conferenceId: string;
  readonly transport: types.Transport;
  readonly capabilities: types.RtpCapabilities;
  /** What everybody in the room decodes, at first. */
  readonly decoded: readonly VideoCodec[];
  /** Where the browser's estimate of the way there begins, kbit/s. */
  readonly startKbps: number;
  /** Asked again after every wait. */
  readonly isClosed: () => boolean;
}

/** What a page sends into its room: a track of each source at most, published one after the other. */
export class SentMedia {
  readonly #options: SentMediaOptions;
  readonly #producers = new Map<MediaSource, types.Producer>();
  #decoded: readonly VideoCodec[];
  /** Puts a picture's sender in step with its pause. */
  readonly #inStep = new WeakMap<types.Producer, () => Promise<void>>();
  #publishing: Promise<unknown> = Promise.resolve();
  /** What the line carries; null while nobody has told. */
  #fit: { readonly topLayer: number; readonly voiceKbps: number } | null = null;
  #held = false;
  /** One after the other: a browser refuses parameters that were read before others were set. */
  #fitting: Promise<unknown> = Promise.resolve();
  #switches: SendingSwitches | null = null;
  /** What the centre was told with the track that is being opened. */
  readonly #told = new Map<MediaSource, PauseCause | null>();

  constructor(options: SentMediaOptions) {
    this.#options = options;
    this.#decoded = options.decoded;
    this.#wire();
  }

  producerOf(source: MediaSource): types.Producer | undefined {
    const producer = this.#producers.get(source);
    return producer?.closed === false ? producer : undefined;
  }

  /** Whether a track is being sent now. */
  get isSending(): boolean {
    return [...this.#producers.values()].some(({ closed, paused, track }) => !closed && !paused && track !== null);
  }

  /** [LADDER1] Sends the picture up to this layer, none at -1, and the voice within `voiceKbps` and before all else. */
  fitUplink(topLayer: number, voiceKbps: number): Promise<void> {
    this.#fit = { topLayer, voiceKbps };
    return this.#refit();
  }

  /** [LADDER10] While nothing arrives any more no picture is sent: the voice and the link have what room there is. */
  holdPictures(held: boolean): Promise<void> {
    if (this.#held === held) return Promise.resolve();
    this.#held = held;
    return this.#refit();
  }

  #refit(): Promise<void> {
    const done = this.#fitting.then(() => {
      const { topLayer = MAX_SPATIAL_LAYER, voiceKbps = null } = this.#fit ?? {};
      return this.#fitTo(this.#held ? -1 : topLayer, voiceKbps);
    });
    this.#fitting = done.catch(() => undefined);
    return done;
  }

  async #fitTo(topLayer: number, voiceKbps: number | null): Promise<void> {
    const camera = this.producerOf('camera');
    const screen = this.producerOf('screen')?.rtpSender;
    const voice = this.producerOf('microphone')?.rtpSender;
    if (camera?.rtpSender) {
      const codec = codecOf(camera);
      const inOneStream = codec !== null && isLayered(codec);
      await adjustEncodings(camera.rtpSender, (_, at) =>
        inOneStream ? layeredUpTo(topLayer) : { active: at <= topLayer },
      );
    }
    // The full size of a screen needs as much as the top layer.
    if (screen) await adjustEncodings(screen, (_, at) => ({ active: 2 * at <= topLayer }));
    if (voice && voiceKbps !== null) {
      await adjustEncodings(voice, () => ({ maxBitrate: voiceKbps * 1000, priority: 'high', networkPriority: 'high' }));
    }
  }

  /**
   * Sends these tracks, in place of those already sent; the picture first, since it needs longest to arrive. Rejects when
   * one of them is refused; the other is sent all the same, and `switches` hears of it by itself.
   */
  publish(local: LocalMedia, switches: SendingSwitches): Promise<void> {
    return this.#inTurn(async () => {
      this.#switches = switches;
      await Promise.all([this.#sendTrack('camera', local.camera), this.#sendTrack('microphone', local.microphone)]);
    });
  }

  /** [MEDIA9] Sends a screen, in place of the one already sent. */
  showScreen(track: MediaStreamTrack): Promise<void> {
    return this.#inTurn(() => this.#sendTrack('screen', track));
  }

  /** Ends the screen and gives the producer the centre has to close; null when none was sent. Never rejects. */
  endScreen(): Promise<string | null> {
    return this.#inTurn(() => {
      const producer = this.producerOf('screen');
      producer?.close();
      return Promise.resolve(producer?.id ?? null);
    });
  }

  /**
   * [MEDIA12] What everybody decodes has changed. A picture that somebody cannot decode is sent anew in a codec he can; one
   * that all can is left alone, also when a better codec became possible: nobody's picture jumps for that.
   */
  decodedBy(codecs: readonly VideoCodec[]): Promise<void> {
    this.#decoded = codecs;
    return this.#inTurn(async () => {
      for (const source of ['camera', 'screen'] as const) await this.#sendDecodable(source);
    });
  }

  async #sendDecodable(source: MediaSource): Promise<void> {
    const producer = this.producerOf(source);
    const codec = producer ? codecOf(producer) : null;
    if (!producer || codec === null || this.#decoded.includes(codec)) return;
    const { track } = producer;
    // The centre ends it when the new one of the same source comes.
    producer.close();
    await this.#sendTrack(source, track);
  }

  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const next = this.#publishing.then(task);
    this.#publishing = next.catch(() => undefined);
    return next;
  }

  async #sendTrack(source: MediaSource, track: MediaStreamTrack | null): Promise<void> {
    if (this.#options.isClosed() || track?.readyState !== 'live') return;
    const known = this.producerOf(source);
    if (known) {
      if (known.track !== track) await known.replaceTrack({ track });
      await this.#inStep.get(known)?.();
      if (source !== 'screen') this.#switches?.onSent(source);
      return;
    }
    const options = { track, stopTracks: false, appData: { source } };
    const producer =
      source === 'microphone'
        ? await this.#options.transport.produce({ ...options, codecOptions: AUDIO_CODEC_OPTIONS })
        : await this.#sendPicture(source, options);
    this.#producers.set(source, producer);
    // The switch may have been pressed since the centre was told.
    if (this.#causeOf(source) !== null) producer.pause();
    else if (producer.paused) producer.resume();
    if (source !== 'screen') this.#switches?.onSent(source, this.#told.get(source) ?? null);
  }

  /** [MEDIA15] Why the source carries nothing at this moment; null while it runs. A screen has no switch of its own. */
  #causeOf(source: MediaSource): PauseCause | null {
    return source === 'screen' ? null : (this.#switches?.causeOf(source) ?? null);
  }

  /**
   * The picture flows only when the server knows its producer: what comes sooner is dropped there, with it the first key
   * frame, and the next one may take a second to get (measured; see KEY_FRAME_REQUEST_DELAY_MS).
   */
  async #sendPicture(source: MediaSource, options: types.ProducerOptions): Promise<types.Producer> {
    const { connection, transport, capabilities, startKbps } = this.#options;
    const isScreen = source === 'screen';
    const { name, ...chosen } = preferredCodec(connection, { capabilities, decoded: this.#decoded, isScreen });
    const cameraEncodings = isLayered(name) ? LAYERED_ENCODINGS : CAMERA_ENCODINGS;
    let sender: RTCRtpSender | undefined;
    const producer = await transport.produce({
      ...{ ...options, ...chosen },
      encodings: isScreen ? SCREEN_ENCODINGS : cameraEncodings,
      codecOptions: { videoGoogleStartBitrate: startKbps },
      onRtpSender: (created) => {
        sender = created;
        void created.replaceTrack(null).catch(() => undefined);
      },
    });
    if (sender) {
      const keepStep = restWhilePaused(producer, sender);
      this.#inStep.set(producer, keepStep);
      await keepStep();
    }
    return producer;
  }

  #wire(): void {
    const { connection, conferenceId, transport } = this.#options;
    transport.on('produce', ({ kind, rtpParameters, appData }, done, fail) => {
      const source = appData['source'] as MediaSource;
      const cause = this.#causeOf(source);
      this.#told.set(source, cause);
      connection
        .call('conference:produce', {
          conferenceId,
          transportId: transport.id,
          kind,
          source,
          paused: cause !== null,
          ...(cause === null ? {} : { cause }),
          rtpParameters: { ...rtpParameters },
        })
        .then(({ producerId }) => done({ id: producerId }), fail);
    });
  }
}

function codecOf({ rtpParameters }: types.Producer): VideoCodec | null {
  return videoCodecOf(rtpParameters.codecs[0]?.mimeType ?? '');
}
