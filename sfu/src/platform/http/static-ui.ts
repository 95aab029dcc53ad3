import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Router } from 'express';
import { AppError } from '@haigang/shared/kernel/errors';

/** Files with a hash in their name never change; the page itself is asked for anew each time. */
const IMMUTABLE = 'public, max-age=31536000, immutable';

/** Serves a built UI below its mount path: its files, and its page for the given routes. */
export function serveUi(directory: string, pageRoutes: readonly string[]): Router {
  const router = express.Router();
  // The service worker is such a file too: never kept by the browser, and good for no more than the path it lies in.
  router.use(
    express.static(directory, {
      index: false,
      setHeaders: (response, path) =>
        response.setHeader('Cache-Control', path.includes('/assets/') ? IMMUTABLE : 'no-cache'),
    }),
  );
  return router.use(servePage(directory, pageRoutes));
}

/** Serves a built UI's page for the given routes, and none of its files. */
export function servePage(directory: string, pageRoutes: readonly string[]): Router {
  const router = express.Router();
  const page = join(directory, 'index.html');
  for (const route of pageRoutes) {
    router.get(route, (_request, response, next) => {
      if (!existsSync(page)) {
        next(new AppError('unavailable', 'ui.not-built', 'the pages are not built; start with npm start'));
        return;
      }
      response.setHeader('Cache-Control', 'no-store');
      response.sendFile(page);
    });
  }
  return router;
}
