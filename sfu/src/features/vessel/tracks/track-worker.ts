import { parentPort, workerData } from 'node:worker_threads';
import type { TrackAnswers, TrackCall, TrackReply, TrackRequest, TrackThreadData } from './track-messages.js';
import { packPoints } from './track-points.js';
import { TrackStore } from './track-store.js';

/**
 * The thread that keeps tracks: the one owner of `tracks.db`. What fails is answered; the file is opened anew when it is
 * asked again, so that a disk that has room again needs no restart. Between two messages it tidies in small steps.
 */
const port = parentPort;
if (!port) throw new Error('this program is a thread');
const { path, limits } = workerData as TrackThreadData;

let store: TrackStore | null = null;
let tidying = false;
let untidy: string | null = null;
let clock = { now: 0, keepMs: Infinity };

function answer(request: TrackRequest): TrackAnswers[TrackRequest['kind']] {
  store ??= new TrackStore(path, limits);
  switch (request.kind) {
    case 'take':
      if (request.fixes) store.take(request.fixes, request.limits);
      clock = request;
      tidySoon();
      return { ...store.figures, untidy };
    case 'read':
      return read(store, request);
    case 'read-area': {
      const { tracks, truncatedAt } = store.readArea(request.area, request.range, request.leadMs);
      return { tracks: new Map([...tracks].map(([station, points]) => [station, packPoints(points)])), truncatedAt };
    }
  }
}

/** Of a station of which it is not known whether it was simulated, what the air said counts first. */
function read(from: TrackStore, { mmsi, simulated, range }: Extract<TrackRequest, { kind: 'read' }>) {
  const heard = from.read(mmsi, simulated ?? false, range);
  const isOther = simulated === null && heard.points.length === 0 && !heard.before;
  const { before, points, truncatedAt } = isOther ? from.read(mmsi, true, range) : heard;
  return {
    simulated: isOther || simulated === true,
    ...{ before: packPoints(before ? [before] : []), points: packPoints(points), truncatedAt },
  };
}

function tidySoon(): void {
  if (tidying) return;
  tidying = true;
  setImmediate(tidy);
}

function tidy(): void {
  tidying = false;
  try {
    const isMore = store?.tidy(clock.now, clock.keepMs) ?? false;
    untidy = null;
    if (isMore) tidySoon();
  } catch (failure) {
    // Tried again with the next batch.
    untidy = textOf(failure);
  }
}

function textOf(failure: unknown): string {
  if (!(failure instanceof Error)) return String(failure);
  return 'code' in failure ? `${String(failure.code)}: ${failure.message}` : failure.message;
}

port.on('message', (call: TrackCall) => {
  if (call.kind === 'close') {
    store?.close();
    store = null;
    port.close();
    return;
  }
  let reply: TrackReply;
  try {
    reply = { id: call.id, ok: true, value: answer(call) };
  } catch (failure) {
    reply = { id: call.id, ok: false, reason: textOf(failure) };
  }
  port.postMessage(reply);
});
