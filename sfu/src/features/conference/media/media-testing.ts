import type { types } from 'mediasoup';
import { Scope } from '@haigang/shared/kernel/scope';
import { silentLogger } from '../../../platform/logger.js';
import { freePorts } from '../../../testing/free-ports.js';
import { MediaRoom } from './media-room.js';
import type { MediaSeat, SeatEvents } from './seat.js';
import { WorkerPool } from './worker-pool.js';

export const QUIET: SeatEvents = {
  producerAdded: () => undefined,
  producerChanged: () => undefined,
  producerRemoved: () => undefined,
  layersChanged: () => undefined,
  pictureLate: () => undefined,
};

/** Real workers and one room, for tests of what happens in it. */
export interface MediaBench {
  readonly scope: Scope;
  readonly pool: WorkerPool;
  readonly room: MediaRoom;
  readonly openSeat: (principalId: string, events?: SeatEvents) => Promise<MediaSeat>;
  readonly close: () => Promise<void>;
}

/** `watcher` is called before there is a worker and gives what each of them is shown to. */
export async function openMediaBench(
  workers = 1,
  watcher?: (scope: Scope) => (worker: types.Worker) => void,
): Promise<MediaBench> {
  const scope = new Scope('bench');
  const pool = await WorkerPool.open({
    ...{ count: workers, addresses: [{ ip: '127.0.0.1' }], ports: await freePorts(workers) },
    ...{ scope, logger: silentLogger },
    ...(watcher ? { onWorker: watcher(scope) } : {}),
  });
  const room = await MediaRoom.open({ pool, scope: scope.child('room'), onLost: () => undefined });
  return {
    scope,
    pool,
    room,
    openSeat: (principalId, events = QUIET) => room.openSeat({ seatId: `seat-${principalId}`, principalId, events }),
    close: () => scope.close(),
  };
}

export function sendMicrophone(seat: MediaSeat, ssrc: number): Promise<string> {
  return seat.produce({
    ...{ transportId: seat.send.id, kind: 'audio', source: 'microphone', paused: false },
    rtpParameters: {
      codecs: [{ mimeType: 'audio/opus', clockRate: 48_000, channels: 2, payloadType: 111, parameters: {} }],
      encodings: [{ ssrc }],
      rtcp: { cname: `c${ssrc}` },
    },
  });
}

/** A camera of three VP8 layers whose packets never come. */
export function sendCamera(seat: MediaSeat, ssrc: number, source: 'camera' | 'screen' = 'camera'): Promise<string> {
  const rtpParameters: types.RtpParameters = {
    codecs: [{ mimeType: 'video/VP8', clockRate: 90_000, payloadType: 96, parameters: {} }],
    encodings: [{ ssrc }, { ssrc: ssrc + 1 }, { ssrc: ssrc + 2 }],
    rtcp: { cname: `c${ssrc}` },
  };
  return seat.produce({ transportId: seat.send.id, kind: 'video', source, paused: false, rtpParameters });
}
