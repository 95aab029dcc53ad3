import { EXPIRED, inOrder, KeptOutgoing, keptOf, type Outgoing } from './outgoing.js';

/** Before `<principal>/<conference>/<message>`: each unsent message stands alone, so that no window writes over another's. */
const ROOT = 'haigang.outbox.';
/** Where an earlier version kept names of people and files whose upload had begun. */
const OLD_UPLOADS = 'tus::';

/** Whose message it is and where: what its key says. */
export interface KeptAt {
  readonly owner: string;
  readonly id: string;
}

export const ownerOf = (principalId: string, conferenceId: string): string => `${principalId}/${conferenceId}`;
const keyOf = ({ owner, id }: KeptAt): string => `${ROOT}${owner}/${id}`;

/** Heard by this page's own conversations; a browser tells only the other windows. */
const listeners = new Set<(at: KeptAt, isDropped: boolean) => void>();

/** [EXC9] Keeps unsent words over a reload; gone as soon as they are sent. */
export function keepMessage(owner: string, item: Outgoing): void {
  try {
    localStorage.setItem(keyOf({ owner, id: item.id }), JSON.stringify(keptOf(item)));
  } catch {
    // A full or forbidden storage: the page itself still holds it.
  }
}

export function dropMessage(at: KeptAt): void {
  try {
    localStorage.removeItem(keyOf(at));
  } catch {
    // What could not be kept need not be dropped.
  }
  for (const listener of listeners) listener(at, true);
}

/** Null when it was sent or taken back, where the browser keeps nothing, and for what has not the shape of a message. */
export function keptMessage(at: KeptAt): Outgoing | null {
  try {
    const found = KeptOutgoing.safeParse(JSON.parse(localStorage.getItem(keyOf(at)) ?? 'null'));
    return found.success && found.data.id === at.id ? found.data : null;
  } catch {
    return null;
  }
}

/** What is kept of those whose owner begins so; of everybody without one. */
export function keptPlaces(ownerPrefix = ''): readonly KeptAt[] {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(ROOT + ownerPrefix))
      .flatMap((key) => placeOf(key) ?? []);
  } catch {
    return [];
  }
}

/** Drops what stands below our name in a shape that nobody reads any more: no words stay on a shared machine for ever. */
export function dropUnreadable(): void {
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(ROOT) && placeOf(key) === null) localStorage.removeItem(key);
      if (key.startsWith(OLD_UPLOADS)) localStorage.removeItem(key);
    }
  } catch {
    // What could not be read was not kept.
  }
}

/** What this person's pages left unsent, in every conversation, oldest first. */
export function keptMessages(principalId: string): readonly Outgoing[] {
  const kept = keptPlaces(`${principalId}/`).flatMap((at) => keptMessage(at) ?? []);
  return inOrder(kept.filter(({ reason }) => reason !== EXPIRED));
}

/**
 * Hears what another window keeps or drops, and what this page drops, which counts although this page may just have
 * written it anew. Returns the way to end it.
 */
export function onKept(listener: (at: KeptAt, isDropped: boolean) => void): () => void {
  const heard = ({ key, newValue }: StorageEvent): void => {
    const at = key === null ? null : placeOf(key);
    if (at) listener(at, newValue === null);
  };
  window.addEventListener('storage', heard);
  listeners.add(listener);
  return () => {
    window.removeEventListener('storage', heard);
    listeners.delete(listener);
  };
}

function placeOf(key: string): KeptAt | null {
  const [principalId, conferenceId, id, ...more] = key.slice(ROOT.length).split('/');
  if (!key.startsWith(ROOT) || !principalId || !conferenceId || !id || more.length > 0) return null;
  return { owner: ownerOf(principalId, conferenceId), id };
}
