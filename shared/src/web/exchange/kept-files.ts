/** Most bytes of unsent files that one browser keeps over a reload: a few photos and one long video. */
const MOST_BYTES = 400 * 1024 * 1024;
const STORE = 'files';

/** Bytes of unsent files, kept by the browser until they are sent. */
export interface KeptFiles {
  /** False when the browser has no room for it, or keeps nothing. */
  keep(key: string, blob: Blob): Promise<boolean>;
  take(key: string): Promise<Blob | null>;
  drop(key: string): Promise<void>;
  /** Drops what none of these keys names. */
  dropAllBut(keys: ReadonlySet<string>): Promise<void>;
}

/** Those of one person and conversation; nothing is seen of another's. */
export function keptFilesOf(owner: string): KeptFiles {
  const prefix = `${owner}/`;
  const quietly = async <T>(work: Promise<T>, otherwise: T): Promise<T> => work.catch(() => otherwise);
  return {
    keep: (key, blob) => quietly(keep(prefix + key, blob), false),
    take: (key) => quietly(take(prefix + key), null),
    drop: (key) =>
      quietly(
        within('readwrite', (store) => store.delete(prefix + key)).then(() => undefined),
        undefined,
      ),
    dropAllBut: (keys) => quietly(sweep(prefix, keys), undefined),
  };
}

async function keep(key: string, blob: Blob): Promise<boolean> {
  const all = (await within('readonly', (store) => store.getAll())) as Blob[];
  if (all.reduce((sum, one) => sum + one.size, blob.size) > MOST_BYTES) return false;
  await within('readwrite', (store) => store.put(blob, key));
  return true;
}

async function take(key: string): Promise<Blob | null> {
  const kept = (await within('readonly', (store) => store.get(key))) as Blob | undefined;
  return kept ?? null;
}

async function sweep(prefix: string, keys: ReadonlySet<string>): Promise<void> {
  const known = await within('readonly', (store) => store.getAllKeys());
  for (const key of known.map(String)) {
    if (!key.startsWith(prefix) || keys.has(key.slice(prefix.length))) continue;
    await within('readwrite', (store) => store.delete(key));
  }
}

/** One request in a transaction of its own; resolves when it is on disk. */
async function within<T>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = ask(transaction.objectStore(STORE));
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
    const request = indexedDB.open('haigang.outbox', 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the browser keeps nothing'));
  });
}
