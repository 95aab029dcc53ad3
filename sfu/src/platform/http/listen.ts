import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppError } from '@haigang/shared/kernel/errors';
import type { Scope } from '@haigang/shared/kernel/scope';

/**
 * Listens and returns the port; the server closes, open connections too, with `scope`. `upgraded` owns the connections
 * that became sockets: they are no HTTP connections any more, and the server is not closed before the last of them is.
 * Throws `http.port-taken`, which names `variable`, or `http.listen-failed`.
 */
export function listen(
  http: Server,
  port: number,
  scope: Scope,
  { variable = 'HAIGANG_PORT', upgraded }: { variable?: string; upgraded?: Scope } = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    http.once('error', (failure: NodeJS.ErrnoException) => {
      const taken = failure.code === 'EADDRINUSE';
      const message = taken
        ? `端口 ${port} 已被占用，请停止占用它的程序，或用 ${variable} 指定其他端口 / port ${port} is taken: stop the program that uses it or set ${variable}`
        : `cannot listen on port ${port}: ${failure.message}`;
      reject(
        new AppError('unavailable', taken ? 'http.port-taken' : 'http.listen-failed', message, { cause: failure }),
      );
    });
    http.listen(port, () => {
      scope.defer(async () => {
        const closed = new Promise<void>((done) => http.close(() => done()));
        http.closeAllConnections();
        await upgraded?.close();
        await closed;
      });
      resolve((http.address() as AddressInfo).port);
    });
  });
}
