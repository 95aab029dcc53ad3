/** Where the page stands with the centre; screens show it in words (design-language: freshness). */
export type LinkState =
  | { readonly phase: 'connecting'; readonly since: number; readonly reason?: string }
  | { readonly phase: 'live'; readonly since: number }
  | { readonly phase: 'stale'; readonly since: number; readonly lastHeardAt: number; readonly reason?: string }
  | { readonly phase: 'refused'; readonly since: number; readonly reason: string };

export function isLive(link: LinkState): boolean {
  return link.phase === 'live';
}
