/** Where the page stands with the centre; screens show it in words (design-language: freshness). */
export type LinkState =
  | { readonly phase: 'connecting'; readonly since: number; readonly reason?: string }
  | { readonly phase: 'live'; readonly since: number }
  | { readonly phase: 'stale'; readonly since: number; readonly lastHeardAt: number; readonly reason?: string }
  | { readonly phase: 'refused'; readonly since: number; readonly reason: string };

export function isLive(link: LinkState): boolean {
  return link.phase === 'live';
}

/** The server is of another version than this page; another sign-in would not help. */
export function isOutdated(reason: string): reason is 'client-too-old' | 'server-too-old' {
  return reason === 'client-too-old' || reason === 'server-too-old';
}
