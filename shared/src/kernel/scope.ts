type Cleanup = () => unknown;

/** Anything that ends by `close()`: transports, sockets, child scopes. */
export interface Closable {
  close(): unknown;
}

/**
 * Owns things that must end. Closing is idempotent, aborts `signal` first so that work in flight stops, then runs the
 * cleanups last-in-first-out and all of them, even when one fails (the failures are thrown together at the end).
 * A child closes with its parent and withdraws from it when it ends by itself.
 */
export class Scope {
  readonly name: string;
  readonly #abort = new AbortController();
  readonly #cleanups = new Set<Cleanup>();
  #closing: Promise<void> | undefined;

  constructor(name: string) {
    this.name = name;
  }

  /** Aborted as the first step of closing. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  get closed(): boolean {
    return this.#closing !== undefined;
  }

  /**
   * Runs `cleanup` when the scope closes; at once when it is closed already. Returns a function that withdraws it.
   */
  defer(cleanup: Cleanup): () => void {
    if (this.closed) {
      void Promise.resolve()
        .then(cleanup)
        .catch(() => undefined);
      return () => undefined;
    }
    this.#cleanups.add(cleanup);
    return () => void this.#cleanups.delete(cleanup);
  }

  /** Takes ownership of a thing that just arrived. If the scope ended meanwhile the thing is closed and this throws. */
  own<T extends Closable>(thing: T): T {
    if (this.closed) {
      void Promise.resolve(thing.close()).catch(() => undefined);
      throw new Error(`scope ${this.name} is closed`);
    }
    this.defer(() => thing.close());
    return thing;
  }

  /** A scope that closes with this one, or alone. */
  child(name: string): Scope {
    const child = new Scope(`${this.name}/${name}`);
    const withdraw = this.defer(() => child.close());
    child.defer(withdraw);
    return child;
  }

  close(): Promise<void> {
    this.#closing ??= this.#run();
    return this.#closing;
  }

  async #run(): Promise<void> {
    this.#abort.abort();
    const failures: unknown[] = [];
    for (const cleanup of [...this.#cleanups].reverse()) {
      try {
        await cleanup();
      } catch (failure) {
        failures.push(failure);
      }
    }
    this.#cleanups.clear();
    if (failures.length > 0) throw new AggregateError(failures, `closing ${this.name} failed`);
  }
}
