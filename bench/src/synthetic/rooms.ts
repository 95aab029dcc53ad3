import * as mediasoup from 'mediasoup';
import type { types } from 'mediasoup';
import { Scope } from '@haigang/shared/kernel/scope';
import { MediaRoom, ROUTER_CODECS, WorkerPool } from '@haigang/sfu/features/conference/media/index';
import { silentLogger } from '@haigang/sfu/platform/logger';
import { freePorts } from '@haigang/sfu/testing/free-ports';
import type { SyntheticSender } from './load.js';

/** A room a benchmark fills. */
export interface BenchRoom {
  readonly router: types.Router;
  readonly workerPid: number;
  /** Tells the room of a sender that came by plain RTP instead of from a browser. */
  readonly admit: (sender: SyntheticSender) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** mediasoup alone, with the same codecs. */
export async function openBareRoom(): Promise<BenchRoom> {
  const worker = await mediasoup.createWorker({ logLevel: 'none' });
  const router = await worker.createRouter({ mediaCodecs: ROUTER_CODECS });
  return {
    router,
    workerPid: worker.pid,
    admit: () => Promise.resolve(),
    close: () => {
      worker.close();
      return Promise.resolve();
    },
  };
}

/** A room of Haigang with everything it does beside forwarding. */
export async function openHaigangRoom(): Promise<BenchRoom> {
  const scope = new Scope('bench');
  const pool = await WorkerPool.open({
    ...{ count: 1, addresses: [{ ip: '127.0.0.1' }], ports: await freePorts(1) },
    ...{ scope, logger: silentLogger },
  });
  const room = await MediaRoom.open({
    pool,
    scope: scope.child('room'),
    onLost: () => undefined,
    onLevels: () => undefined,
  });
  return {
    router: room.router,
    workerPid: room.workerPid,
    admit: ({ audio }) => room.listenTo(audio, audio.id),
    close: () => scope.close(),
  };
}
