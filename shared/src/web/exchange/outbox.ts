import { AppError } from '../../kernel/errors.js';
import type { RunningUpload } from '../evidence/index.js';
import { keptOf, outgoingOf, type Outgoing, type OutgoingDraft, type OutgoingFile } from './outgoing.js';

/** Wait before another attempt where the server said "not now" or did not answer, milliseconds; doubled each time. */
const AGAIN_MS = 3000;
const LONGEST_DOUBLING = 4;

export interface OutboxOptions {
  readonly upload: (file: OutgoingFile, onProgress: (share: number) => void) => RunningUpload;
  readonly post: (item: Outgoing) => Promise<void>;
  /** Whether the link lives: then what failed is tried again after a while, otherwise it waits for `wake`. */
  readonly live: () => boolean;
  readonly now: () => number;
  readonly newId: () => string;
  readonly onChanged: (queue: readonly Outgoing[]) => void;
  /** What an earlier page left. */
  readonly kept: readonly Outgoing[];
  readonly keep: (queue: readonly Outgoing[]) => void;
  readonly againMs?: number;
}

/**
 * [EXC2] Messages on their way, sent one after the other in the order they were written. What the server refuses for
 * good stays with its reason until the person retries or discards it; what a lost link
 * stopped waits for `wake`, what a living one did not answer is tried again at growing distances.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  #queue: readonly Outgoing[];
  #running = false;
  #closed = false;
  #wakes = 0;
  #hurry: (() => void) | null = null;
  #upload: { itemId: string; running: RunningUpload } | null = null;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#queue = options.kept;
  }

  get queue(): readonly Outgoing[] {
    return this.#queue;
  }

  send(draft: OutgoingDraft): void {
    this.#set([...this.#queue, outgoingOf(draft, this.#options.now(), this.#options.newId)]);
    this.wake();
  }

  retry(id: string): void {
    this.#change(id, { state: 'waiting', reason: null });
    this.wake();
  }

  /** Takes a message back that has not gone; what was sent of its files is given up. */
  discard(id: string): void {
    if (this.#upload?.itemId === id) this.#upload.running.cancel();
    this.#set(this.#queue.filter((item) => item.id !== id));
  }

  close(): void {
    this.#closed = true;
    this.#hurry?.();
  }

  /** Goes on with what waits: called when the link is back. */
  wake(): void {
    this.#wakes += 1;
    this.#hurry?.();
    if (this.#running || this.#closed) return;
    this.#running = true;
    void this.#run();
  }

  async #run(): Promise<void> {
    let failures = 0;
    for (;;) {
      const next = this.#queue.find((item) => item.state === 'waiting');
      if (!next || this.#closed) break;
      const wakes = this.#wakes;
      if (await this.#sendOne(next)) {
        failures = 0;
        continue;
      }
      // NOTE: the link may have come back while the attempt was still failing; then it is tried again at once.
      if (wakes !== this.#wakes) continue;
      if (!this.#options.live()) break;
      await this.#wait((this.#options.againMs ?? AGAIN_MS) * 2 ** Math.min(failures, LONGEST_DOUBLING));
      failures += 1;
    }
    this.#running = false;
  }

  /** Until the next attempt, or until somebody wakes it. */
  #wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#hurry?.(), milliseconds);
      this.#hurry = () => {
        clearTimeout(timer);
        this.#hurry = null;
        resolve();
      };
    });
  }

  /** Whether it is done with: gone, taken back or refused for good. */
  async #sendOne(item: Outgoing): Promise<boolean> {
    this.#change(item.id, { state: 'sending', reason: null });
    try {
      for (const file of item.files) if (file.evidenceId === null) await this.#sendFile(item.id, file);
      const ready = this.#queue.find((one) => one.id === item.id);
      if (!ready) return true;
      await this.#options.post(ready);
      this.#set(this.#queue.filter((one) => one.id !== item.id));
      return true;
    } catch (failure) {
      return this.#failed(item.id, failure);
    }
  }

  #failed(id: string, failure: unknown): boolean {
    const known = failure instanceof AppError ? failure : null;
    if (!this.#queue.some((item) => item.id === id)) return true;
    if (known?.retry) {
      this.#change(id, { state: 'waiting', reason: this.#options.live() ? known.reason : null });
      return false;
    }
    this.#change(id, { state: 'failed', reason: known?.reason ?? 'internal' });
    return true;
  }

  async #sendFile(itemId: string, file: OutgoingFile): Promise<void> {
    const progress = (share: number): void => this.#changeFile(itemId, file.key, { share });
    const running = this.#options.upload(file, progress);
    this.#upload = { itemId, running };
    try {
      const evidenceId = await running.done;
      this.#changeFile(itemId, file.key, { evidenceId, share: 1 });
    } finally {
      this.#upload = null;
    }
  }

  #change(id: string, patch: Partial<Outgoing>): void {
    this.#set(this.#queue.map((item) => (item.id === id ? { ...item, ...patch } : item)));
  }

  #changeFile(id: string, key: string, patch: Partial<OutgoingFile>): void {
    const files = (item: Outgoing) => item.files.map((file) => (file.key === key ? { ...file, ...patch } : file));
    this.#set(this.#queue.map((item) => (item.id === id ? { ...item, files: files(item) } : item)));
  }

  #set(queue: readonly Outgoing[]): void {
    this.#queue = queue;
    this.#options.keep(keptOf(queue));
    this.#options.onChanged(queue);
  }
}
