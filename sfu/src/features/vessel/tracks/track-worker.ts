import { parentPort, workerData } from 'node:worker_threads';
import type { TrackAnswers, TrackCall, TrackReply, TrackRequest, TrackThreadData } from './track-messages.js';
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
      return store.read(request.mmsi, request.simulated, request.range);
    case 'read-area':
      return store.readArea(request.area, request.range);
  }
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
