import { useEffect, useState } from 'react';
import { hashBlob } from '@haigang/shared/web/evidence';

/** Before the hash of a link: who entered by it on this browser, known when the link opens nothing any more. */
const ROOT = 'haigang.expert-guest.';

/** Where something of a link is kept in this browser, without the link itself. */
export async function storedKeyOf(root: string, token: string): Promise<string> {
  return root + (await hashBlob(new Blob([token])));
}

/** [EXC11] Writes down, without the link itself, which guest this browser became by it. */
export async function rememberGuest(token: string, guestId: string): Promise<void> {
  try {
    localStorage.setItem(await storedKeyOf(ROOT, token), guestId);
  } catch {
    // Storage forbidden: nothing unsent is kept either.
  }
}

/** [SHELL4] An expert's link leaves nothing behind once it is over. */
export async function forgetGuest(token: string): Promise<void> {
  try {
    localStorage.removeItem(await storedKeyOf(ROOT, token));
  } catch {
    // As above.
  }
}

/** The guest this browser became by a link; null where it never entered by it, and until that is looked up. */
export function useGuestOf(token: string): string | null {
  const [guestId, setGuestId] = useState<string | null>(null);
  useEffect(() => {
    let left = false;
    void storedKeyOf(ROOT, token)
      .then((key) => {
        if (!left) setGuestId(localStorage.getItem(key));
      })
      .catch(() => undefined);
    return () => {
      left = true;
    };
  }, [token]);
  return guestId;
}
