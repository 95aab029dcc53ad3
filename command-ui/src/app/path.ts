import { useEffect } from 'react';
import { createStore } from 'zustand/vanilla';
import { useStore } from 'zustand';

/** Where the desk stands: `/`, `/admin`, `/admin/settings`. Changed without loading anew, so that calls and rings go on. */
const path = createStore<string>(() => (typeof window === 'undefined' ? '/' : window.location.pathname));

export const isAdministration = (at: string): boolean => at.startsWith('/admin');

export function goTo(to: string): void {
  if (path.getState() === to) return;
  window.history.pushState(null, '', to);
  path.setState(to);
}

/** Back to the big screen, for what is shown there alone. */
export function toBigScreen(): void {
  if (isAdministration(path.getState())) goTo('/');
}

export function usePath(): string {
  return useStore(path);
}

/** Follows the browser's own back and forward; once for a page. */
export function useHistory(): void {
  useEffect(() => {
    const moved = (): void => path.setState(window.location.pathname);
    window.addEventListener('popstate', moved);
    return () => window.removeEventListener('popstate', moved);
  }, []);
}
