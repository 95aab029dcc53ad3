import { every } from '@haigang/shared/kernel/every';
import { createStore, type StoreApi } from 'zustand/vanilla';

/** The page kept on this device, so that it opens without a network (SPEC: [SHELL1] to [SHELL4]). */
export interface AppShell {
  /** True when a newer version is on the device and waits for the person to switch. */
  readonly state: StoreApi<{ readonly updateReady: boolean }>;
  /** [SHELL3] Switches to the waiting version and reloads this page; the only thing that ever does. */
  applyUpdate(): void;
}

const SCRIPT = '/field/sw.js';
const SCOPE = '/field/';
const LOOK_EVERY_MS = 30 * 60_000;

/**
 * Keeps the shell on the device and watches for newer versions for as long as the page lives. Without service workers
 * (private windows, old browsers) the page works as before and `updateReady` stays false.
 */
export function keepAppShell(): AppShell {
  const state = createStore(() => ({ updateReady: false }));
  let waiting: ServiceWorker | null = null;
  const offer = (worker: ServiceWorker | null): void => {
    // The first version ever installed replaces nothing, so there is nothing to offer.
    if (!worker || !navigator.serviceWorker.controller) return;
    waiting = worker;
    state.setState({ updateReady: true });
  };
  if ('serviceWorker' in navigator) void register(offer).catch(() => undefined);
  return {
    state,
    applyUpdate: () => {
      navigator.serviceWorker.addEventListener('controllerchange', () => window.location.reload(), { once: true });
      waiting?.postMessage({ type: 'SKIP_WAITING' });
    },
  };
}

async function register(offer: (worker: ServiceWorker | null) => void): Promise<void> {
  const registration = await navigator.serviceWorker.register(SCRIPT, { scope: SCOPE, updateViaCache: 'none' });
  offer(registration.waiting);
  registration.addEventListener('updatefound', () => {
    const { installing } = registration;
    installing?.addEventListener('statechange', () => {
      if (installing.state === 'installed') offer(installing);
    });
  });
  const look = (): void => void registration.update().catch(() => undefined);
  // For as long as the page lives.
  every(LOOK_EVERY_MS, look);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') look();
  });
}
