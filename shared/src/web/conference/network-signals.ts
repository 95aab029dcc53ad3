import type { LinkDoubt } from '../connection/index.js';
import type { NetworkHint } from '../../features/conference/start-rate.rules.js';

/** The part of the Network Information API that says another network is used; Chromium has it, others may not. */
interface NetworkInformation extends EventTarget {
  readonly type?: string;
  readonly effectiveType?: string;
  /** Mbit/s, rounded by the browser. */
  readonly downlink?: number;
}

/** How long a page must have been out of sight for its network to be doubted, ms. */
const HIDDEN_DOUBT_MS = 3000;

/**
 * Tells when this device may have another network: it is online again, its network changed, or its page was long out of
 * sight (a phone's pocket). Where a browser tells of its speed alone, another one may be a narrower line as well: that is a
 * silence to look into, no other network. Returns the way to end it.
 */
export function onNetworkChange(changed: (doubt: LinkDoubt) => void): () => void {
  const abort = new AbortController();
  const { signal } = abort;
  window.addEventListener('online', () => changed('network'), { signal });
  const { connection } = navigator as { connection?: NetworkInformation };
  let known = networkName(connection);
  connection?.addEventListener(
    'change',
    () => {
      const now = networkName(connection);
      if (now === known) return;
      known = now;
      changed(connection.type === undefined ? 'silence' : 'network');
    },
    { signal },
  );
  let hiddenAt: number | null = null;
  document.addEventListener(
    'visibilitychange',
    () => {
      if (document.visibilityState === 'hidden') hiddenAt = performance.now();
      else if (hiddenAt !== null && performance.now() - hiddenAt > HIDDEN_DOUBT_MS) changed('network');
    },
    { signal },
  );
  return () => abort.abort();
}

/** What the browser says of its network now; nothing where it has no word for it. */
export function networkHint(): NetworkHint {
  const { connection } = navigator as { connection?: NetworkInformation };
  return { type: connection?.type, effectiveType: connection?.effectiveType, downlinkMbps: connection?.downlink };
}

function networkName(connection: NetworkInformation | undefined): string {
  return connection?.type ?? connection?.effectiveType ?? '';
}
