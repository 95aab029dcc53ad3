import { createServer } from 'node:http';
import express, { type Request, type Response, type Router } from 'express';
import { AppError } from '@haigang/shared/kernel/errors';
import type { Scope } from '@haigang/shared/kernel/scope';
import type { Logger } from '../logger.js';
import { errorHandler } from './errors.js';
import { listen } from './listen.js';
import { secureEveryAnswer } from './security.js';

export interface PlainListenerOptions {
  readonly port: number;
  /** Port of the real server, where everything is sent to. */
  readonly httpsPort: number;
  readonly publicUrl: string | undefined;
  /** The certificate's page and files; a phone without the certificate can open them here without a warning. */
  readonly caPage: Router | null;
  readonly scope: Scope;
  readonly logger: Logger;
}

/** A name or address as a Host header gives it, without its port. */
const HOST = /^(?<name>[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:]{2,45}\])(?::\d{1,5})?$/u;

/**
 * [EDGE10] Plain HTTP that does two things only: it sends a reader on to https, and gives the local CA to phones. It
 * takes no data, no cookie and no socket, and closes with `scope`. Returns its port.
 */
export function openPlainListener(options: PlainListenerOptions): Promise<number> {
  const web = express();
  web.disable('x-powered-by');
  if (options.caPage) web.use(options.caPage);
  web.use((request: Request, response: Response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      throw new AppError('forbidden', 'http.https-only', '请使用 https / use https');
    }
    response.setHeader('Cache-Control', 'no-store');
    response.redirect(307, `${target(request, options)}${request.originalUrl}`);
  });
  web.use(errorHandler(options.logger));
  const http = createServer(web);
  secureEveryAnswer(http, { mapbox: false });
  return listen(http, options.port, options.scope, { variable: 'HAIGANG_HTTP_PORT' });
}

function target(request: Request, { httpsPort, publicUrl }: PlainListenerOptions): string {
  if (publicUrl) return new URL(publicUrl).origin;
  const name = HOST.exec(request.headers.host ?? '')?.groups?.['name'];
  if (!name) throw new AppError('invalid_input', 'http.bad-host', 'the Host header names no host');
  return `https://${name}${httpsPort === 443 ? '' : `:${httpsPort}`}`;
}
