import { AppError } from '../../kernel/errors.js';
import type { RunningUpload } from '../evidence/index.js';
import type { KeptFiles } from './kept-files.js';
import { Lane, type Pass } from './lane.js';
import { isReady, keptOf, outgoingOf, type Outgoing, type OutgoingDraft, type OutgoingFile } from './outgoing.js';

export interface OutboxOptions {
  /** `onBegun` hears the address by which an unfinished upload is ended. */
  readonly upload: (
    file: OutgoingFile & { readonly blob: Blob },
    on: { progress: (share: number) => void; begun: (url: string) => void },
  ) => RunningUpload;
  readonly post: (item: Outgoing) => Promise<void>;
  /** Ends an unfinished upload that nobody goes on with. */
  readonly endUpload: (url: string) => void;
  /** Whether the link lives: then what failed is tried again after a while, otherwise it waits for `wake`. */
  readonly live: () => boolean;
  readonly now: () => number;
  readonly newId: () => string;
  readonly onChanged: (queue: readonly Outgoing[]) => void;
  /** What an earlier page left. */
  readonly kept: readonly Outgoing[];
  readonly keep: (queue: readonly Outgoing[]) => void;
  /** Bytes that survive a reload. */
  readonly files: KeptFiles;
  readonly againMs?: number;
}

/**
 * [EXC2] [EXC9] Messages on their way. Those whose files the server has, and words alone, go one after the other in the
 * order they were written; files go beside them, and a message follows when its last file has gone, so that words never
 * wait behind a file. What the server refuses for good stays with its reason until the person retries or discards it;
 * what a lost link stopped waits for `wake`, what a living one did not answer is tried again at growing distances.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #posts: Lane;
  readonly #uploads: Lane;
  #queue: readonly Outgoing[];
  #upload: { itemId: string; running: RunningUpload } | null = null;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#queue = options.kept;
    const { live, againMs } = options;
    this.#posts = new Lane({ live, againMs, pass: () => this.#postAll() });
    this.#uploads = new Lane({ live, againMs, pass: () => this.#uploadAll() });
  }

  get queue(): readonly Outgoing[] {
    return this.#queue;
  }

  send(draft: OutgoingDraft): void {
    const item = outgoingOf(draft, this.#options.now(), this.#options.newId);
    this.#set([...this.#queue, item]);
    for (const file of item.files) void this.#keepFile(item.id, file);
    this.wake();
  }

  retry(id: string): void {
    this.#change(id, { state: 'waiting', reason: null });
    this.wake();
  }

  /** Another copy of a file that did not survive a reload. */
  replace(id: string, key: string, blob: Blob): void {
    this.#changeFile(id, key, { blob, bytes: blob.size, share: 0 });
    const file = this.#queue.find((item) => item.id === id)?.files.find((one) => one.key === key);
    if (file) void this.#keepFile(id, file);
    this.retry(id);
  }

  /** Takes a message back that has not gone; what was sent of its files is given up. */
  discard(id: string): void {
    const item = this.#queue.find((one) => one.id === id);
    const running = this.#upload?.itemId === id ? this.#upload.running : null;
    this.#set(this.#queue.filter((one) => one.id !== id));
    if (running) running.cancel();
    for (const file of item?.files ?? []) {
      void this.#options.files.drop(file.key);
      if (file.evidenceId === null && file.uploadUrl !== null) this.#options.endUpload(file.uploadUrl);
    }
  }

  close(): void {
    this.#posts.close();
    this.#uploads.close();
  }

  /** Goes on with what waits: called when the link is back. */
  wake(): void {
    this.#uploads.wake();
    this.#posts.wake();
  }

  /** In their order: what is to be tried again keeps its place before what was written later. */
  async #postAll(): Promise<Pass> {
    let went = false;
    for (;;) {
      const next = this.#queue.find((item) => item.state === 'waiting' && isReady(item));
      if (!next || this.#posts.closed) return { went, again: false };
      const gone = await this.#attempt(next.id, async () => {
        await this.#options.post(next);
        this.#set(this.#queue.filter((one) => one.id !== next.id));
      });
      if (!gone) return { went, again: true };
      went = true;
    }
  }

  /** Each once: one that has to wait, for a quota for example, keeps no other waiting. */
  async #uploadAll(): Promise<Pass> {
    const tried = new Set<string>();
    let [went, again] = [false, false];
    for (;;) {
      const next = this.#queue.find((item) => item.state === 'waiting' && !isReady(item) && !tried.has(item.id));
      if (!next || this.#uploads.closed) return { went, again };
      tried.add(next.id);
      const gone = await this.#attempt(next.id, async () => {
        for (const file of next.files) if (file.evidenceId === null) await this.#sendFile(next.id, file);
        this.#change(next.id, { state: 'waiting' });
      });
      [went, again] = [went || gone, again || !gone];
      if (gone) this.#posts.wake();
      else if (!this.#options.live()) return { went, again };
    }
  }

  /** Whether it is done with: gone on, taken back or refused for good. */
  async #attempt(id: string, step: () => Promise<void>): Promise<boolean> {
    this.#change(id, { state: 'sending', reason: null });
    try {
      await step();
      return true;
    } catch (failure) {
      return this.#failed(id, failure);
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
    const blob = file.blob ?? (await this.#options.files.take(file.key));
    if (!blob) {
      if (file.uploadUrl !== null) this.#options.endUpload(file.uploadUrl);
      this.#changeFile(itemId, file.key, { uploadUrl: null, lost: true });
      throw new AppError('conflict', 'exchange.file-lost', 'the bytes did not survive the reload');
    }
    const running = this.#options.upload(
      { ...file, blob },
      {
        progress: (share) => this.#changeFile(itemId, file.key, { share }),
        begun: (uploadUrl) => this.#changeFile(itemId, file.key, { uploadUrl }),
      },
    );
    this.#upload = { itemId, running };
    try {
      const evidenceId = await running.done;
      this.#changeFile(itemId, file.key, { evidenceId, share: 1, blob: null, uploadUrl: null });
      void this.#options.files.drop(file.key);
    } finally {
      this.#upload = null;
    }
  }

  async #keepFile(itemId: string, { key, blob }: OutgoingFile): Promise<void> {
    if (!blob) return;
    const kept = await this.#options.files.keep(key, blob);
    const current = this.#queue.find((item) => item.id === itemId)?.files.find((file) => file.key === key);
    // Sent or taken back meanwhile.
    if (current?.evidenceId !== null) await this.#options.files.drop(key);
    else this.#changeFile(itemId, key, { unkept: !kept, lost: false });
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
