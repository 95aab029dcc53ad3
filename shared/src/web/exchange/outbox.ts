import { AppError } from '../../kernel/errors.js';
import type { RunningUpload } from '../evidence/index.js';
import type { KeptFiles } from './kept-files.js';
import { Lane, type Pass } from './lane.js';
import {
  inOrder,
  isReady,
  outgoingOf,
  type DraftFile,
  type Outgoing,
  type OutgoingDraft,
  type OutgoingFile,
} from './outgoing.js';

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
  /** Until when what is written now may stay unsent on this device, ms of its own clock. */
  readonly keptUntil: () => number;
  readonly newId: () => string;
  readonly onChanged: (queue: readonly Outgoing[]) => void;
  /** [EXC10] Runs `granted` when no other window works on the message. */
  readonly claim: (id: string, granted: () => void) => void;
  /** Writes a message down that this window has the claim of, so that it survives a reload and other windows see it. */
  readonly keep: (item: Outgoing) => void;
  /** It has gone, or was taken back. */
  readonly forget: (id: string) => void;
  /** Bytes that survive a reload. */
  readonly files: KeptFiles;
  readonly againMs?: number;
}

/**
 * [EXC2] [EXC9] [EXC10] Messages on their way, of this window: those it wrote, and those it took over. Those whose files the server has, and words alone, go one after the other in the
 * order they were written; files go beside them, and a message follows when its last file has gone, so that words never
 * wait behind a file. What the server refuses for good stays with its reason until the person retries or discards it;
 * what a lost link stopped waits for `wake`, what a living one did not answer is tried again at growing distances.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #posts: Lane;
  readonly #uploads: Lane;
  /** What this window may work on; the rest of the queue waits for its claim. */
  readonly #claimed = new Set<string>();
  #queue: readonly Outgoing[] = [];
  #upload: { itemId: string; running: RunningUpload } | null = null;

  constructor(options: OutboxOptions) {
    this.#options = options;
    const { live, againMs } = options;
    this.#posts = new Lane({ live, againMs, pass: () => this.#postAll() });
    this.#uploads = new Lane({ live, againMs, pass: () => this.#uploadAll() });
  }

  get queue(): readonly Outgoing[] {
    return this.#queue;
  }

  send(draft: OutgoingDraft): void {
    const { now, keptUntil, newId, claim } = this.#options;
    const item = outgoingOf(draft, { now: this.#nextMoment(now()), keptUntil: keptUntil() }, newId);
    claim(item.id, () => this.#granted(item.id));
    this.#set([...this.#queue, item]);
    for (const file of item.files) void this.#keepFile(item.id, file);
    this.wake();
  }

  /** Goes on with what an earlier page or another window left; the caller has its claim. */
  adopt(item: Outgoing): void {
    if (this.#queue.some(({ id }) => id === item.id)) return;
    this.#set(inOrder([...this.#queue, item]));
    this.#granted(item.id);
  }

  retry(id: string): void {
    this.#change(id, { state: 'waiting', reason: null });
    this.wake();
  }

  /**
   * In the place of a file that did not survive a reload. It is sent as what it is, by its own name and time; nothing
   * takes the place of a picture of a moment.
   */
  replace(id: string, key: string, { name, kind, takenAt, blob }: DraftFile): void {
    const lost = this.#fileOf(id, key);
    if (!lost || lost.subject) return;
    this.#changeFile(id, key, { name, kind, takenAt, blob, bytes: blob?.size ?? 0, share: 0, lost: false });
    const file = this.#fileOf(id, key);
    if (file) void this.#keepFile(id, file);
    this.retry(id);
  }

  /** Takes a message back that has not gone; what was sent of its files is given up. */
  discard(id: string): void {
    const item = this.#queue.find((one) => one.id === id);
    const running = this.#upload?.itemId === id ? this.#upload.running : null;
    this.#set(this.#queue.filter((one) => one.id !== id));
    if (running) running.cancel();
    for (const file of item?.files ?? []) this.#giveUp(id, file);
  }

  /** Goes on without one file of a message that was refused; one that is left with nothing is taken back. */
  without(id: string, key: string): void {
    const item = this.#queue.find((one) => one.id === id);
    const file = item?.files.find((one) => one.key === key);
    if (item?.state !== 'failed' || !file) return;
    const files = item.files.filter((one) => one !== file);
    if (files.length === 0 && item.text === '') {
      this.discard(id);
      return;
    }
    this.#giveUp(id, file);
    this.#change(id, { files });
    this.retry(id);
  }

  #giveUp(id: string, { key, evidenceId, uploadUrl }: OutgoingFile): void {
    void this.#options.files.drop(`${id}/${key}`);
    if (evidenceId === null && uploadUrl !== null) this.#options.endUpload(uploadUrl);
  }

  /** Ends here; what has not gone stays kept, and the centre keeps what it has of a file. */
  close(): void {
    this.#posts.close();
    this.#uploads.close();
    this.#upload?.running.pause();
    for (const item of this.#queue) if (!this.#claimed.has(item.id)) this.#options.keep(item);
  }

  /** Goes on with what waits: called when the link is back. */
  wake(): void {
    this.#uploads.wake();
    this.#posts.wake();
  }

  #granted(id: string): void {
    this.#claimed.add(id);
    const item = this.#queue.find((one) => one.id === id);
    if (item) this.#options.keep(item);
    this.wake();
  }

  /** Later than what was written before: an order that is read back from times has no two alike. */
  #nextMoment(now: number): number {
    const last = this.#queue.at(-1);
    return last ? Math.max(now, Date.parse(last.writtenAt) + 1) : now;
  }

  /** May be gone on with by this window now. */
  #waits(item: Outgoing): boolean {
    return item.state === 'waiting' && this.#claimed.has(item.id);
  }

  /** In their order: what is to be tried again keeps its place before what was written later. */
  async #postAll(): Promise<Pass> {
    let went = false;
    for (;;) {
      const next = this.#queue.find((item) => this.#waits(item) && isReady(item));
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
      const next = this.#queue.find((item) => this.#waits(item) && !isReady(item) && !tried.has(item.id));
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
    // An ended session refuses nothing: the same person goes on with it when he is back.
    if (known?.retry || known?.code === 'unauthenticated') {
      this.#change(id, { state: 'waiting', reason: this.#options.live() ? known.reason : null });
      return false;
    }
    this.#change(id, { state: 'failed', reason: known?.reason ?? 'internal' });
    return true;
  }

  async #sendFile(itemId: string, file: OutgoingFile): Promise<void> {
    const blob = file.blob ?? (await this.#readKept(itemId, file));
    if (!blob) {
      if (file.uploadUrl !== null) this.#options.endUpload(file.uploadUrl);
      this.#changeFile(itemId, file.key, { uploadUrl: null, lost: true });
      const reason = file.subject ? 'exchange.picture-lost' : 'exchange.file-lost';
      throw new AppError('conflict', reason, 'the bytes did not survive the reload');
    }
    // Taken back, or the page ended, while the bytes were read.
    if (this.#uploads.closed || !this.#fileOf(itemId, file.key)) return;
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
      void this.#options.files.drop(`${itemId}/${file.key}`);
    } finally {
      this.#upload = null;
    }
  }

  /** Null when its bytes are gone, which is known only where the browser could look, or never took them. */
  async #readKept(itemId: string, { key, unkept }: OutgoingFile): Promise<Blob | null> {
    if (unkept) return null;
    return this.#options.files.take(`${itemId}/${key}`).catch((cause: unknown) => {
      throw new AppError('unavailable', 'exchange.file-unreadable', 'the kept bytes could not be read', { cause });
    });
  }

  async #keepFile(itemId: string, { key, blob }: OutgoingFile): Promise<void> {
    if (!blob) return;
    const kept = await this.#options.files.keep(`${itemId}/${key}`, blob);
    // Sent or taken back meanwhile.
    if (this.#fileOf(itemId, key)?.evidenceId !== null) await this.#options.files.drop(`${itemId}/${key}`);
    else this.#changeFile(itemId, key, { unkept: !kept });
  }

  #fileOf(itemId: string, key: string): OutgoingFile | undefined {
    return this.#queue.find((item) => item.id === itemId)?.files.find((file) => file.key === key);
  }

  #change(id: string, patch: Partial<Outgoing>): void {
    this.#set(this.#queue.map((item) => (item.id === id ? { ...item, ...patch } : item)));
  }

  #changeFile(id: string, key: string, patch: Partial<OutgoingFile>): void {
    const files = (item: Outgoing) => item.files.map((file) => (file.key === key ? { ...file, ...patch } : file));
    this.#set(this.#queue.map((item) => (item.id === id ? { ...item, files: files(item) } : item)));
  }

  #set(queue: readonly Outgoing[]): void {
    // What is still under way when the page ends is kept as it was.
    if (this.#posts.closed) return;
    const before = new Map(this.#queue.map((item) => [item.id, item]));
    this.#queue = queue;
    for (const item of queue) {
      // Before its claim is here another window would take it over, whose claim might be the quicker.
      if (before.get(item.id) !== item && this.#claimed.has(item.id)) this.#options.keep(item);
      before.delete(item.id);
    }
    for (const id of before.keys()) {
      this.#claimed.delete(id);
      this.#options.forget(id);
    }
    this.#options.onChanged(queue);
  }
}
