import type { types } from 'mediasoup-client';
import { AppError } from '../../kernel/errors.js';
import type { Scope } from '../../kernel/scope.js';
import type { VideoCodec } from '../../features/conference/codec.rules.js';
import type { JoinReply, ProducerInfo } from '../../features/conference/conference.protocol.js';
import { RejoinPolicy } from '../../features/conference/rejoin.rules.js';
import type { Connection, LinkDoubt } from '../connection/index.js';
import { MediaSession } from './media-session.js';
import { onNetworkChange } from './network-signals.js';
import { NOT_CONNECTED, PATH_SILENT, PathWatch } from './path-watch.js';
import { joinSeat, type ComingBack } from './seat-entry.js';
import type { SeatState } from './seat-state.js';
import { startRatesOf } from './start-rates.js';

export interface SeatKeeperOptions {
  readonly connection: Connection;
  readonly conferenceId: string;
  readonly comes: ComingBack;
  readonly scope: Scope;
  readonly shown: SeatState;
  /** The seat is live again; `resumed` says that the tracks already sent live on. */
  readonly onEntered: (media: MediaSession, resumed: boolean) => void;
}

/**
 * Keeps one page in its conference: enters, takes the seat up again after the link was away, restarts ICE when a path
 * breaks, and enters anew when the media died. One thing at a time: entries and restarts never overlap.
 */
export class SeatKeeper {
  readonly #options: SeatKeeperOptions;
  readonly #policy = new RejoinPolicy(() => performance.now());
  /** Names this page's seat; a new one when what the page holds cannot be taken up again. */
  #seatId = crypto.randomUUID();
  /** A person asked for the seat and has not had it since: it is taken from another page of his. [CONF7] */
  #asked: boolean;
  #media: MediaSession | null = null;
  #entering = false;
  #restartAsked = false;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: SeatKeeperOptions) {
    this.#options = options;
    this.#asked = !options.comes.byItself;
    options.scope.defer(onNetworkChange((doubt) => this.#networkChanged(doubt)));
  }

  get media(): MediaSession | null {
    return this.#media;
  }

  /** Enters, or takes the seat up again. */
  enter(): void {
    this.#serially(() => this.#enter());
  }

  /** A person asked for it. */
  rejoin(): void {
    this.#policy.reset();
    this.#asked = true;
    this.#options.shown.show('joining');
    this.enter();
  }

  /** The room's media died at the centre; the page enters again by itself as long as that helps. [NET2] */
  mediaLost(reason: string): void {
    this.#discard();
    this.#again(this.#policy.lost(), reason);
  }

  ended(reason: string): void {
    this.#discard();
    this.#options.shown.show('ended', reason);
  }

  receive(producer: ProducerInfo): void {
    this.#whenSeated((media) => void media.receive(producer));
  }

  decodedBy(codecs: readonly VideoCodec[]): void {
    this.#whenSeated((media) => void media.decodedBy(codecs));
  }

  /** What is heard of while an entry is under way is done after it, not missed: its session is not there yet. */
  #whenSeated(task: (media: MediaSession) => void): void {
    const run = (): Promise<void> => {
      if (this.#media) task(this.#media);
      return Promise.resolve();
    };
    if (this.#entering) this.#serially(run);
    else void run();
  }

  /** Both transports look for a new path. Asked again while it waits its turn it is done once. */
  restartIce(): void {
    if (this.#restartAsked) return;
    this.#restartAsked = true;
    this.#serially(async () => {
      this.#restartAsked = false;
      await this.#restartPaths();
    });
  }

  /** [NET4] Nobody waits for the browser to find out: the link is asked for a sign of life, the paths look for new ones. */
  #networkChanged(doubt: LinkDoubt): void {
    this.#options.connection.verify(doubt);
    this.restartIce();
  }

  /** [NET5] The path died without a word; the link may have died with it. */
  #pathSilent(): void {
    const { shown, connection } = this.#options;
    if (shown.phase === 'live') shown.show('reconnecting', PATH_SILENT);
    connection.verify('silence');
    this.restartIce();
  }

  /** [NET11] The path never came about, although the link lives. */
  #pathUnconnected(again: boolean): void {
    const { shown } = this.#options;
    if (shown.phase === 'live') shown.show('reconnecting', NOT_CONNECTED);
    if (again) this.restartIce();
  }

  #pathHeard(): void {
    const { shown, connection } = this.#options;
    const waiting = shown.phase === 'reconnecting' && !this.#entering;
    if (waiting && connection.state.getState().link.phase === 'live') shown.show('live');
  }

  #serially(task: () => Promise<unknown>): void {
    const { scope } = this.#options;
    this.#turn = this.#turn.then(async () => {
      if (scope.closed) return;
      try {
        await task();
      } catch (failure) {
        this.failed(failure);
      }
    });
  }

  async #enter(): Promise<void> {
    const { connection, shown, onEntered } = this.#options;
    if (shown.phase === 'ended') return;
    // Nothing is asked of a dead link: when it lives again the seat is taken up by itself.
    if (connection.state.getState().link.phase !== 'live') return;
    this.#entering = true;
    try {
      const reply = await this.#join();
      this.#asked = false;
      const current = this.#media;
      const resumed = reply.resumed && current !== null && !current.isClosed();
      const media = resumed ? await this.#resume(current, reply) : await this.#open(await this.#fresh(reply));
      this.#policy.entered();
      shown.show('live');
      for (const producer of reply.producers) void media.receive(producer);
      if (resumed) void media.decodedBy(reply.decoded);
      onEntered(media, resumed);
    } finally {
      this.#entering = false;
    }
  }

  /** A kept seat of which this page holds nothing any more has transports that know another page; it is given up. */
  async #fresh(reply: JoinReply): Promise<JoinReply> {
    if (!reply.resumed) return reply;
    this.#seatId = crypto.randomUUID();
    return this.#join();
  }

  #join(): Promise<JoinReply> {
    const { connection, conferenceId, comes } = this.#options;
    const { previousPageId } = comes;
    return joinSeat(connection, { conferenceId, seatId: this.#seatId, byItself: !this.#asked, previousPageId });
  }

  async #resume(current: MediaSession, reply: JoinReply): Promise<MediaSession> {
    const { shown } = this.#options;
    await current.confirmConnects();
    // The page may have another address now, and no browser says so reliably. [NET4]
    await this.#restartPaths();
    const known = new Map(reply.producers.map((producer) => [producer.producerId, producer]));
    for (const producerId of current.received) {
      const producer = known.get(producerId);
      if (producer) shown.patchRemote(producerId, { paused: producer.paused, cause: producer.cause });
      else this.dropRemote(producerId);
    }
    return current;
  }

  async #open(join: JoinReply): Promise<MediaSession> {
    const { connection, conferenceId, scope, shown } = this.#options;
    await this.#media?.scope.close();
    shown.dropAllRemotes();
    this.#media = await MediaSession.open({
      ...{ connection, conferenceId, join, startKbps: startRatesOf(connection).upKbps },
      scope: scope.child('media'),
      onTrack: (info, track) => shown.addRemote({ ...info, track, spatialLayer: null }),
      onFailure: (failure) => this.failed(failure),
      onTransportBroken: () => this.restartIce(),
    });
    const media = this.#media;
    new PathWatch({
      ...{ transports: media.transports, scope: media.scope },
      sends: () => media.sends,
      onArrival: (mostMsAgo) => connection.arrived(mostMsAgo),
      onAllSilent: (all) => void media.holdPictures(all),
      onDoubt: () => connection.verify('silence'),
      onSilent: () => this.#pathSilent(),
      onUnconnected: (again) => this.#pathUnconnected(again),
      onHeard: () => this.#pathHeard(),
    });
    return this.#media;
  }

  dropRemote(producerId: string): void {
    this.#media?.drop(producerId);
    this.#options.shown.dropRemote(producerId);
  }

  async #restartPaths(): Promise<void> {
    const { transports } = this.#media ?? { transports: [] };
    await Promise.all(transports.map((transport) => this.#restartPath(transport)));
  }

  async #restartPath(transport: types.Transport): Promise<void> {
    const { connection, conferenceId } = this.#options;
    const ended = (): boolean => transport.closed;
    if (ended() || connection.state.getState().link.phase !== 'live') return;
    const { iceParameters, iceServers } = await connection.call('conference:restart-ice', {
      conferenceId,
      transportId: transport.id,
    });
    // [LIFE4] An answer for a session that was replaced meanwhile is not used.
    if (ended()) return;
    if (iceServers.length > 0) await transport.updateIceServers({ iceServers });
    await transport.restartIce({ iceParameters: iceParameters as unknown as types.IceParameters });
  }

  /** Something did not work: decides whether the seat ends, is taken up, or is entered anew. */
  failed(failure: unknown): void {
    const { scope, shown, connection } = this.#options;
    if (scope.closed || shown.phase === 'ended') return;
    const reason = failure instanceof AppError ? failure.reason : 'media.failed';
    if (failure instanceof AppError && isFinal(failure)) {
      this.ended(reason);
      return;
    }
    if (failure instanceof AppError && isLinkGone(failure)) {
      shown.show('reconnecting', reason);
      // Without a living link the seat is taken up when it lives again; with one that only did not answer, by trying.
      if (connection.state.getState().link.phase === 'live') this.#again(this.#policy.next(), reason);
      return;
    }
    this.#discard();
    this.#seatId = crypto.randomUUID();
    this.#again(this.#policy.next(), reason);
  }

  /** Enters again after the wait; with none left the person is asked. */
  #again(waitMs: number | null, reason: string): void {
    const { scope, shown } = this.#options;
    if (waitMs === null) {
      shown.show('lost', reason);
      return;
    }
    shown.show('reconnecting', reason);
    const timer = setTimeout(() => {
      withdraw();
      if (shown.phase === 'reconnecting') this.enter();
    }, waitMs);
    const withdraw = scope.defer(() => clearTimeout(timer));
  }

  #discard(): void {
    void this.#media?.scope.close();
    this.#media = null;
    this.#options.shown.dropAllRemotes();
  }
}

const FINAL_REASONS: readonly string[] = [
  'conference.ended',
  'conference.unknown',
  'conference.left',
  'conference.seat-moved',
];

/** The seat is not for this person any more; trying again cannot help. */
function isFinal({ code, reason }: AppError): boolean {
  return code === 'forbidden' || FINAL_REASONS.includes(reason);
}

function isLinkGone({ code, reason }: AppError): boolean {
  return code === 'timeout' || reason === 'link.offline';
}
