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

/** Keeps unsent words over a reload; gone as soon as they are sent. */
export function keepQueue(owner: string, queue: readonly Outgoing[]): void {
  try {
    if (queue.length === 0) localStorage.removeItem(key(owner));
    else localStorage.setItem(key(owner), JSON.stringify(queue));
  } catch {
    // A full or forbidden storage: the page itself still holds them.
  }
}
