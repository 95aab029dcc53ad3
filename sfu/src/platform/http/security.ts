import type { Server, ServerResponse } from 'node:http';
import type { NextFunction, Request, Response } from 'express';
import { AppError } from '@haigang/shared/kernel/errors';

/** Hosts the Mapbox engine needs; allowed only when the site configured a token. */
const MAPBOX_HOSTS = 'https://api.mapbox.com https://events.mapbox.com';

/** Everything from this server and nothing else, but pictures of the hosts a site configured; no inline script or style. */
export function contentSecurityPolicy(mapbox: boolean, outsideHosts: readonly string[] = []): string {
  const extra = [...(mapbox ? [MAPBOX_HOSTS] : []), ...outsideHosts].map((host) => ` ${host}`).join('');
  return [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src 'self' data: blob:${extra}`,
    "media-src 'self' blob:",
    `connect-src 'self'${extra}`,
    "worker-src 'self' blob:",
    "font-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/**
 * [EDGE8] Security headers on every answer of a server: pages, errors, and what the socket engine answers by itself.
 * Call it after every other listener is attached. `outsideHosts` is asked at each answer, so that a changed base map holds
 * for the next page that is opened.
 */
export function secureEveryAnswer(
  server: Server,
  { mapbox, outsideHosts = () => [] }: { mapbox: boolean; outsideHosts?: () => readonly string[] },
): void {
  server.prependListener('request', (_request, response: ServerResponse) => {
    response.setHeader('Content-Security-Policy', contentSecurityPolicy(mapbox, outsideHosts()));
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('X-Frame-Options', 'DENY');
    response.setHeader('Referrer-Policy', 'no-referrer');
    response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
    response.setHeader(
      'Permissions-Policy',
      'camera=(self), microphone=(self), geolocation=(self), screen-wake-lock=(self), display-capture=(self)',
    );
    response.setHeader('Strict-Transport-Security', 'max-age=31536000');
  });
}

/** Whether a browser of this origin may talk to us: the very host it asked, or the configured public URL. */
export function createOriginCheck(
  publicUrl: string | undefined,
): (origin: string | undefined, host: string | undefined) => boolean {
  const publicOrigin = publicUrl ? new URL(publicUrl).origin : undefined;
  return (origin, host) => {
    if (origin === undefined) return true;
    if (origin === publicOrigin) return true;
    return host !== undefined && origin === `https://${host}`;
  };
}

/** Refuses changes that another site's page made a browser send (beside SameSite=Lax). */
export function refuseForeignOrigin(allow: (origin: string | undefined, host: string | undefined) => boolean) {
  return (request: Request, _response: Response, next: NextFunction): void => {
    const safe = request.method === 'GET' || request.method === 'HEAD';
    if (safe || allow(request.headers.origin, request.headers.host)) next();
    else next(new AppError('forbidden', 'http.foreign-origin', 'this origin may not change anything here'));
  };
}
