import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { types } from 'mediasoup';
import type { LoadCommand, LoadReply, SenderPlan } from './load-protocol.js';

export type Counted = Extract<LoadReply, { kind: 'counted' }>;

/** What a synthetic sender puts into a room. */
export interface SyntheticSender {
  readonly video: types.Producer;
  readonly audio: types.Producer;
  readonly plan: SenderPlan;
}

/** The running load generator. */
export class SyntheticLoad {
  readonly #child: ChildProcess;
  readonly sinkPort: number;
  readonly probePort: number;

  private constructor(child: ChildProcess, ready: Extract<LoadReply, { kind: 'ready' }>) {
    this.#child = child;
    this.sinkPort = ready.sinkPort;
    this.probePort = ready.probePort;
  }

  /** Starts it and waits until its pictures are encoded, about 15 s. */
  static async start(): Promise<SyntheticLoad> {
    const child = fork(fileURLToPath(new URL('load-process.js', import.meta.url)));
    return new SyntheticLoad(child, await reply(child, 'ready'));
  }

  send(senders: readonly SyntheticSender[]): void {
    this.#tell({ do: 'send', senders: senders.map(({ plan }) => plan) });
  }

  /** What arrived since the last count. */
  count(): Promise<Counted> {
    const answer = reply(this.#child, 'counted');
    this.#tell({ do: 'count' });
    return answer;
  }

  stop(): void {
    this.#child.kill();
  }

  #tell(command: LoadCommand): void {
    this.#child.send(command);
  }
}

function reply<K extends LoadReply['kind']>(child: ChildProcess, kind: K): Promise<Extract<LoadReply, { kind: K }>> {
  return new Promise((resolve, reject) => {
    const ended = (): void => reject(new Error('the load generator ended'));
    child.once('exit', ended);
    child.once('message', (message: LoadReply) => {
      child.off('exit', ended);
      if (message.kind === kind) resolve(message as Extract<LoadReply, { kind: K }>);
      else reject(new Error(`the load generator said ${message.kind}`));
    });
  });
}

const LISTEN: types.TransportListenInfo = { protocol: 'udp', ip: '127.0.0.1' };
const AUDIO_LEVEL = 'urn:ietf:params:rtp-hdrext:ssrc-audio-level';
const AUDIO_LEVEL_ID = 1;

/** A sender of three simulcast layers and a voice, over plain RTP. */
export async function addSender(router: types.Router, at: number): Promise<SyntheticSender> {
  const open = (): Promise<types.PlainTransport> =>
    router.createPlainTransport({ listenInfo: LISTEN, rtcpMux: true, comedia: true });
  const [videoTransport, audioTransport] = await Promise.all([open(), open()]);
  const videoSsrcs = [1, 2, 3].map((layer) => 100_000 + at * 10 + layer);
  const audioSsrc = 200_000 + at;
  const video = await videoTransport.produce({
    kind: 'video',
    rtpParameters: {
      codecs: [{ mimeType: 'video/VP8', clockRate: 90_000, payloadType: 96, rtcpFeedback: [] }],
      encodings: videoSsrcs.map((ssrc) => ({ ssrc })),
      rtcp: { cname: `sender-${at}` },
    },
  });
  const audio = await audioTransport.produce({
    kind: 'audio',
    rtpParameters: {
      codecs: [{ mimeType: 'audio/opus', clockRate: 48_000, channels: 2, payloadType: 111 }],
      encodings: [{ ssrc: audioSsrc }],
      headerExtensions: [{ uri: AUDIO_LEVEL, id: AUDIO_LEVEL_ID }],
      rtcp: { cname: `sender-${at}` },
    },
  });
  return {
    video,
    audio,
    plan: {
      ...{ videoPort: videoTransport.tuple.localPort, videoSsrcs, videoPayloadType: 96 },
      ...{ audioPort: audioTransport.tuple.localPort, audioSsrc, audioPayloadType: 111 },
      audioLevelExtensionId: AUDIO_LEVEL_ID,
    },
  };
}

/** 16 bytes of key and 12 of salt (RFC 7714): nobody decrypts it, the worker encrypts as for a browser. */
const SRTP_KEY = Buffer.alloc(28, 1).toString('base64');

export interface SyntheticReceiver {
  readonly transport: types.PlainTransport;
  readonly consumers: readonly types.Consumer[];
}

/** A receiver of every sender's top layer and voice; encrypted as a browser's is, unless it is the probe. */
export async function addReceiver(options: {
  router: types.Router;
  senders: readonly SyntheticSender[];
  port: number;
  encrypted: boolean;
}): Promise<SyntheticReceiver> {
  const { router, senders, port, encrypted } = options;
  const suite = 'AEAD_AES_128_GCM';
  const transport = await router.createPlainTransport({
    listenInfo: LISTEN,
    rtcpMux: true,
    comedia: false,
    ...(encrypted ? { enableSrtp: true, srtpCryptoSuite: suite } : {}),
  });
  await transport.connect({
    ...{ ip: '127.0.0.1', port },
    ...(encrypted ? { srtpParameters: { cryptoSuite: suite, keyBase64: SRTP_KEY } } : {}),
  });
  const producers = senders.flatMap(({ video, audio }) => [video, audio]);
  const consumers = await Promise.all(
    producers.map((producer) =>
      transport.consume({ producerId: producer.id, rtpCapabilities: withoutFeedback(router.rtpCapabilities) }),
    ),
  );
  return { transport, consumers };
}

/** Nobody answers for these receivers, so the worker is not to estimate their bandwidth from answers. */
function withoutFeedback(capabilities: types.RtpCapabilities): types.RtpCapabilities {
  const estimates = ['transport-cc', 'goog-remb'];
  return {
    codecs: (capabilities.codecs ?? []).map((codec) => ({
      ...codec,
      rtcpFeedback: (codec.rtcpFeedback ?? []).filter(({ type }) => !estimates.includes(type)),
    })),
    headerExtensions: (capabilities.headerExtensions ?? []).filter(
      ({ uri }) => !uri.includes('transport-wide-cc') && !uri.includes('abs-send-time'),
    ),
  };
}
