import type { Page } from 'playwright-core';

/**
 * Runs in the page before it. Headless pages are always visible, also behind another tab (tried with Chromium 156), so
 * the test says when this one is not.
 */
export function scriptVisibility(): void {
  let hidden = false;
  Object.defineProperty(document, 'visibilityState', { get: () => (hidden ? 'hidden' : 'visible') });
  Object.defineProperty(document, 'hidden', { get: () => hidden });
  Object.assign(window, {
    haigangHide: (value: boolean) => {
      hidden = value;
      document.dispatchEvent(new Event('visibilitychange'));
    },
  });
}

/** Puts the page out of sight, or back; it must have been prepared with `scriptVisibility`. */
export function hide(page: Page, hidden: boolean): Promise<void> {
  return page.evaluate(
    (now) => (window as unknown as { haigangHide: (value: boolean) => void }).haigangHide(now),
    hidden,
  );
}
