import type { Outgoing } from './outgoing.js';

const key = (owner: string): string => `haigang.outbox.${owner}`;

/** What an earlier page of this person left unsent; nothing where the browser keeps nothing. */
export function keptQueue(owner: string): readonly Outgoing[] {
  try {
    return JSON.parse(localStorage.getItem(key(owner)) ?? '[]') as Outgoing[];
  } catch {
    return [];
  }
}

/** What this person's earlier pages left unsent, in every conversation, oldest first. */
export function keptMessages(principalId: string): readonly Outgoing[] {
  try {
    return Object.keys(localStorage)
      .filter((name) => name.startsWith(key(`${principalId}/`)))
      .flatMap((name) => keptQueue(name.slice(key('').length)))
      .toSorted((a, b) => a.writtenAt.localeCompare(b.writtenAt));
  } catch {
    return [];
  }
}

/** Keeps unsent words over a reload; gone as soon as they are sent. */
export function keepQueue(owner: string, queue: readonly Outgoing[]): void {
  try {
    if (queue.length === 0) localStorage.removeItem(key(owner));
    else localStorage.setItem(key(owner), JSON.stringify(queue));
  } catch {
    // A full or forbidden storage: the page itself still holds them.
  }
}
