import * as mediasoup from 'mediasoup';
import type { types } from 'mediasoup';

/** Everything mediasoup opened since this was made, for tests that ask the worker itself. */
export interface MediaWatch {
  readonly routers: types.Router[];
  readonly transports: types.Transport[];
  readonly producers: types.Producer[];
  stop(): void;
}

export function watchMedia(): MediaWatch {
  const watch: MediaWatch = {
    routers: [],
    transports: [],
    producers: [],
    stop: () => void mediasoup.observer.off('newworker', newWorker),
  };
  function newWorker(worker: types.Worker): void {
    worker.observer.on('newrouter', (router) => {
      watch.routers.push(router);
      router.observer.on('newtransport', (transport) => {
        watch.transports.push(transport);
        transport.observer.on('newproducer', (producer) => watch.producers.push(producer));
      });
    });
  }
  mediasoup.observer.on('newworker', newWorker);
  return watch;
}

/** What a browser would say of its microphone. */
export function opus(ssrc: number): Record<string, unknown> {
  return {
    codecs: [{ mimeType: 'audio/opus', clockRate: 48_000, channels: 2, payloadType: 111, parameters: {} }],
    encodings: [{ ssrc }],
    rtcp: { cname: `c${ssrc}` },
  };
}
