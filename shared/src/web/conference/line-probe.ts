import type { types } from 'mediasoup-client';
import { every } from '../../kernel/every.js';
import { Scope } from '../../kernel/scope.js';
import type { ProbeReply, ProbeWay } from '../../features/conference/probe.protocol.js';
import { roomOfUplink, type Rung } from '../../features/conference/ladder.rules.js';
import { measureDownlink, measureUplink, type StatsRow } from '../../features/conference/measure.rules.js';
import type { Connection } from '../connection/index.js';
import type { LocalMedia } from './local-media.js';
import { deviceFor } from './prepared-device.js';

/** How long a way may take until the first packet is back, ms. */
const REACH_MS = 12_000;
/** How long a way that is open is measured, ms. */
const MEASURE_MS = 4000;
const LOOK_EVERY_MS = 200;
/** One layer is enough to measure a line, bit/s. */
const CAMERA_BPS = 1_200_000;

/** What came back of what was sent. */
export interface WayMeasure {
  readonly upKbps: number;
  readonly downKbps: number;
  readonly lossPercent: number;
  readonly roundTripMs: number | null;
  /** The best rung of the ladder that the page's own estimate has room for; every layer where no picture was sent. */
  readonly roomFor: Rung;
}

/**
 * [REACH4] Sends this page's own voice and picture by one way and receives them back. Null where nothing came within
 * twelve seconds; rejects with the server's reason where it allows no test.
 */
export async function probeWay(connection: Connection, way: ProbeWay, media: LocalMedia): Promise<WayMeasure | null> {
  const reply = await connection.call('conference:probe-open', { way });
  const scope = new Scope(`probe:${way}`);
  scope.defer(() => connection.call('conference:probe-close', { probeId: reply.probeId }).catch(() => undefined));
  try {
    const { send, receive } = await loopBack({ connection, way, reply, scope, media });
    const reached = await until(async () => (await received(receive)) > 0, REACH_MS);
    return reached ? await measure(send, receive, media.camera !== null) : null;
  } finally {
    await scope.close();
  }
}

interface Loop {
  readonly connection: Connection;
  readonly way: ProbeWay;
  readonly reply: ProbeReply;
  readonly scope: Scope;
  readonly media: LocalMedia;
}

async function loopBack(loop: Loop): Promise<{ send: types.Transport; receive: types.Transport }> {
  const { connection, way, reply, scope, media } = loop;
  const { probeId, iceServers } = reply;
  const device = await deviceFor(connection, reply.rtpCapabilities);
  const options = (made: ProbeReply['sendTransport']): types.TransportOptions => ({
    ...(made as unknown as types.TransportOptions),
    iceServers,
    iceTransportPolicy: way === 'turn' ? 'relay' : 'all',
  });
  const send = scope.own(device.createSendTransport(options(reply.sendTransport)));
  const receive = scope.own(device.createRecvTransport(options(reply.receiveTransport)));
  for (const transport of [send, receive]) {
    transport.on('connect', ({ dtlsParameters }, done, fail) => {
      connection
        .call('conference:probe-connect', {
          ...{ probeId, transportId: transport.id },
          dtlsParameters: { ...dtlsParameters },
        })
        .then(() => done(), fail);
    });
  }
  send.on('produce', ({ kind, rtpParameters }, done, fail) => {
    const source = kind === 'audio' ? ('microphone' as const) : ('camera' as const);
    connection
      .call('conference:probe-produce', { probeId, source, rtpParameters: { ...rtpParameters } })
      .then(({ producerId }) => done({ id: producerId }), fail);
  });
  for (const track of [media.microphone, media.camera]) {
    if (!track) continue;
    const encodings = track.kind === 'video' ? { encodings: [{ maxBitrate: CAMERA_BPS }] } : {};
    const { id: producerId } = await send.produce({ track, stopTracks: false, ...encodings });
    const rtpCapabilities = { ...device.recvRtpCapabilities };
    const back = await connection.call('conference:probe-consume', { probeId, producerId, rtpCapabilities });
    await receive.consume({
      ...{ id: back.consumerId, producerId, kind: back.kind },
      rtpParameters: back.rtpParameters as unknown as types.RtpParameters,
    });
  }
  return { send, receive };
}

async function measure(send: types.Transport, receive: types.Transport, isSeen: boolean): Promise<WayMeasure> {
  const sample = async (): Promise<[StatsRow[], StatsRow[], number]> => [
    await rowsOf(send),
    await rowsOf(receive),
    performance.now(),
  ];
  const [sentBefore, receivedBefore, began] = await sample();
  await until(() => Promise.resolve(false), MEASURE_MS);
  const [sent, came, now] = await sample();
  const up = measureUplink(sent, measureUplink(sentBefore, null, began).counters, now).measure;
  const down = measureDownlink(came, measureDownlink(receivedBefore, null, began).counters, now).measure;
  return {
    upKbps: up.kbps,
    downKbps: down.kbps,
    lossPercent: Math.max(up.lossPercent, down.lossPercent),
    roundTripMs: up.roundTripMs ?? down.roundTripMs,
    roomFor: isSeen ? roomSeen(up.availableKbps) : 'full',
  };
}

/** An estimate that is still growing after seconds says nothing against the top layer, only a small one does. */
function roomSeen(availableKbps: number | null): Rung {
  const roomFor = roomOfUplink('full', availableKbps);
  return roomFor === null || roomFor === 'middle' ? 'full' : roomFor;
}

async function received(transport: types.Transport): Promise<number> {
  const { counters } = measureDownlink(await rowsOf(transport), null, 0);
  return counters.bytes;
}

async function rowsOf(transport: types.Transport): Promise<StatsRow[]> {
  const rows: StatsRow[] = [];
  (await transport.getStats()).forEach((row: StatsRow) => rows.push(row));
  return rows;
}

/** Whether `holds` came true within `milliseconds`. */
function until(holds: () => Promise<boolean>, milliseconds: number): Promise<boolean> {
  const deadline = performance.now() + milliseconds;
  return new Promise((resolve) => {
    const finish = (result: boolean): void => {
      stop();
      resolve(result);
    };
    const stop = every(LOOK_EVERY_MS, () => {
      if (performance.now() > deadline) finish(false);
      else {
        void holds().then(
          (yes) => (yes ? finish(true) : undefined),
          () => finish(false),
        );
      }
    });
  });
}

/** The middle of five calls there and back, ms. */
export async function signallingRoundTrip(connection: Connection): Promise<number> {
  const times: number[] = [];
  for (let call = 0; call < 5; call += 1) {
    const began = performance.now();
    await connection.call('identity:me', {});
    times.push(performance.now() - began);
  }
  return times.toSorted((a, b) => a - b)[2] ?? 0;
}
