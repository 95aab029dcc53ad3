import type { Express } from 'express';

/** The part of express's router this looks at; its own types leave it out. */
interface Layer {
  readonly route?: {
    readonly path: string | readonly string[];
    readonly stack: readonly { readonly method?: string }[];
  };
  readonly handle?: { readonly stack?: readonly Layer[] };
}

/**
 * Every route a server answers, as `get /api/me`, nested routers included. A router that is mounted below a path shows
 * its routes without that path.
 */
export function routesOf(web: Express): readonly string[] {
  return [...new Set(namesOf(web.router.stack as unknown as readonly Layer[]))];
}

function namesOf(stack: readonly Layer[]): string[] {
  return stack.flatMap(({ route, handle }) => {
    if (!route) return handle?.stack ? namesOf(handle.stack) : [];
    const paths = typeof route.path === 'string' ? [route.path] : route.path;
    return paths.flatMap((path) => route.stack.map(({ method = 'all' }) => `${method} ${path}`));
  });
}
