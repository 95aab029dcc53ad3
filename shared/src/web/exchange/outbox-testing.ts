import { AppError } from '../../kernel/errors.js';
import type { RunningUpload } from '../evidence/index.js';
import type { KeptFiles } from './kept-files.js';
import { Outbox, type OutboxOptions } from './outbox.js';
import { keptOf, type Outgoing, type OutgoingDraft } from './outgoing.js';

export const words = (text: string): OutgoingDraft => ({ text, files: [] });
export const withFile = (text: string): OutgoingDraft => ({
  text,
  files: [{ name: 'a.png', kind: 'photo', blob: new Blob(['x']), takenAt: null }],
});

/** A browser's store of bytes; `room` is how many files it keeps. */
export function store(room = Infinity): KeptFiles & { readonly blobs: Map<string, Blob> } {
  const blobs = new Map<string, Blob>();
  return {
    blobs,
    keep: (key, blob) => {
      if (blobs.size >= room) return Promise.resolve(false);
      blobs.set(key, blob);
      return Promise.resolve(true);
    },
    take: (key) => Promise.resolve(blobs.get(key) ?? null),
    drop: (key) => Promise.resolve(void blobs.delete(key)),
  };
}

export function running(done: Promise<string>, cancel: () => void = () => undefined): RunningUpload {
  return { done, cancel, pause: () => undefined };
}
export const never = (): RunningUpload => running(new Promise(() => undefined));
export const refusedWith = (reason: string, code: AppError['code'] = 'over_capacity'): RunningUpload =>
  running(Promise.reject(new AppError(code, reason, '')));

export interface OpenOutbox {
  readonly outbox: Outbox;
  readonly posted: string[];
  /** What the browser has of it, oldest first. */
  readonly kept: () => Outgoing[];
}

/** An outbox whose centre takes everything, with what an earlier page left. */
export function open(options: Partial<OutboxOptions> & { left?: readonly Outgoing[] } = {}): OpenOutbox {
  const posted: string[] = [];
  const written = new Map<string, string>();
  let ids = 0;
  const { left = [], ...given } = options;
  const outbox = new Outbox({
    claim: (_id, granted) => granted(),
    keep: (item) => void written.set(item.id, JSON.stringify(keptOf(item))),
    forget: (id) => void written.delete(id),
    live: () => true,
    now: () => 0,
    keptUntil: () => 1,
    newId: () => `id${(ids += 1)}`,
    onChanged: () => undefined,
    upload: () => running(Promise.resolve('file1')),
    post: (item) => {
      posted.push(item.text);
      return Promise.resolve();
    },
    files: store(),
    endUpload: () => undefined,
    againMs: 1,
    ...given,
  });
  for (const item of left) outbox.adopt(item);
  return { outbox, posted, kept: () => [...written.values()].map((text) => JSON.parse(text) as Outgoing) };
}
