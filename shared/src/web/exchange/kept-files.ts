/** Most bytes of unsent files that one browser keeps over a reload: a few photos and one long video. */
const MOST_BYTES = 400 * 1024 * 1024;
const FILES = 'files';
/** When a message was sent or taken back, ms of the device's clock, by its id. */
const GONE = 'gone';
/** By then every window knows by itself that a message is gone. */
const GONE_KNOWN_MS = 3_600_000;

interface KeptBytes {
  readonly blob: Blob;
  /** When they were put here, ms of the device's clock. */
  readonly at: number;
}

/** Bytes of unsent files, kept by the browser until they are sent. A key is `<message>/<file>`. */
export interface KeptFiles {
  /** False when the browser has no room for it, or keeps nothing. */
  keep(key: string, blob: Blob): Promise<boolean>;
  /** Null where the browser has none of that name. Rejects where it could not look: they may be there all the same. */
  take(key: string): Promise<Blob | null>;
  drop(key: string): Promise<void>;
}

/** Those of one person and conversation; nothing is seen of another's. */
export function keptFilesOf(owner: string): KeptFiles {
  const nameOf = (key: string): string => `${owner}/${key}`;
  return {
    keep: (key, blob) => keep(nameOf(key), blob).catch(() => false),
    take: async (key) => (await read(nameOf(key)))?.blob ?? null,
    drop: (key) => dropFile(nameOf(key)),
  };
}

/** Full names of all that is kept, `<owner>/<message>/<file>`; none where the browser keeps nothing. */
export async function keptFileNames(): Promise<readonly string[]> {
  const keys = await within(FILES, 'readonly', (store) => store.getAllKeys()).catch(() => []);
  return keys.map(String);
}

/** How long ago a file was put here, ms; null where it is gone or cannot be read. */
export async function keptFileAge(name: string, now: number): Promise<number | null> {
  const kept = await read(name).catch(() => undefined);
  return kept ? now - kept.at : null;
}

/** By its full name. What cannot be dropped now is dropped by a later sweep. */
export async function dropFile(name: string): Promise<void> {
  await within(FILES, 'readwrite', (store) => store.delete(name)).catch(() => undefined);
}

/**
 * [EXC10] Says to other windows that a message was sent or taken back, before its claim is let go: what another window
 * reads of the words may be older than the claim it was given. Never rejects.
 */
export async function markGone(id: string): Promise<void> {
  await within(GONE, 'readwrite', (store) => store.put(Date.now(), id)).catch(() => undefined);
}

/** False also where the browser keeps nothing. */
export async function isGone(id: string): Promise<boolean> {
  return (await within(GONE, 'readonly', (store) => store.get(id)).catch(() => undefined)) !== undefined;
}

/** Forgets which messages went long ago. */
export async function sweepGone(now: number): Promise<void> {
  for (const id of await within(GONE, 'readonly', (store) => store.getAllKeys()).catch(() => [])) {
    const at = (await within(GONE, 'readonly', (store) => store.get(id)).catch(() => now)) as number;
    if (now - at > GONE_KNOWN_MS) await within(GONE, 'readwrite', (store) => store.delete(id)).catch(() => undefined);
  }
}

async function keep(name: string, blob: Blob): Promise<boolean> {
  const all = (await within(FILES, 'readonly', (store) => store.getAll())) as KeptBytes[];
  if (all.reduce((sum, one) => sum + one.blob.size, blob.size) > MOST_BYTES) return false;
  await within(FILES, 'readwrite', (store) => store.put({ blob, at: Date.now() } satisfies KeptBytes, name));
  return true;
}

function read(name: string): Promise<KeptBytes | undefined> {
  return within(FILES, 'readonly', (store) => store.get(name)) as Promise<KeptBytes | undefined>;
}

/** One request in a transaction of its own; resolves when it is on disk. */
async function within<T>(
  name: typeof FILES | typeof GONE,
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await open();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(name, mode);
      const request = ask(transaction.objectStore(name));
      transaction.oncomplete = () => resolve(request.result);
      const fail = (): void => reject(transaction.error ?? new Error('the browser keeps nothing'));
      transaction.onabort = fail;
      transaction.onerror = fail;
    });
  } finally {
    database.close();
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('haigang.outbox', 2);
    request.onupgradeneeded = () => {
      // What an earlier shape kept has no time and no message.
      if (request.result.objectStoreNames.contains(FILES)) request.result.deleteObjectStore(FILES);
      request.result.createObjectStore(FILES);
      request.result.createObjectStore(GONE);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the browser keeps nothing'));
  });
}
