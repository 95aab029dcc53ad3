import { execFile } from 'node:child_process';
import { closeSync, constants, open } from 'node:fs';
import { ReadStream } from 'node:tty';
import { promisify } from 'node:util';
import type { SourceFault } from '@haigang/shared/features/vessel/vessel.model';
import type { AisSerialAddress } from '../ais-source-address.js';
import { afterPause, faultOf, type SourceHost } from './source-input.js';

const run = promisify(execFile);
const openFile = promisify(open);
/** Eight bits, no parity, one stop bit, no handshake, every byte as it comes. */
const LINE = ['cs8', '-parenb', '-cstopb', '-crtscts', 'clocal', '-ixon', '-ixoff', 'raw', '-echo', '-hupcl'];
const STTY_MS = 5000;

/**
 * Reads a receiver on a serial line, for ever. The line is set by the system's `stty` and read as a terminal by the event
 * loop, so no package with native code is needed; other than by file reads, no thread waits in it. [AIS52]
 */
export function readSerial(host: SourceHost, address: AisSerialAddress, waitMs = host.options.reconnectMs): void {
  const { scope, options, logger } = host;
  if (scope.closed) return;
  const again = (opened: boolean, fault: SourceFault): void => {
    if (scope.closed) return;
    if (opened) logger.warn({ source: host.id, fault }, 'AIS source lost');
    host.lost(fault);
    const next = opened ? options.reconnectMs : Math.min(waitMs * 2, options.maxReconnectMs);
    afterPause(scope, opened ? options.reconnectMs : waitMs, () => readSerial(host, address, next));
  };
  openLine(address).then(
    (line) => listen(host, line, (fault) => again(true, fault)),
    (failure: unknown) => again(false, failure instanceof NotALine ? 'not-a-line' : faultOf(failure)),
  );
}

class NotALine extends Error {}

async function openLine({ path, baud }: AisSerialAddress): Promise<ReadStream> {
  // Not this process's terminal, and no waiting for a carrier that three-wire cables do not have.
  const descriptor = await openFile(path, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
  try {
    await run('stty', ['-F', path, String(baud), ...LINE], { timeout: STTY_MS });
    return new ReadStream(descriptor);
  } catch (failure) {
    closeSync(descriptor);
    // `stty` refuses what is no serial line, and the event loop what is no terminal.
    throw faultOf(failure) === 'failed' ? new NotALine() : failure;
  }
}

function listen(host: SourceHost, line: ReadStream, onLost: (fault: SourceFault) => void): void {
  const { scope, logger } = host;
  const reader = host.reader();
  const release = scope.defer(() => line.destroy());
  line.setEncoding('latin1');
  line.on('data', (chunk: string) => reader.push(chunk));
  // A plug that was pulled is an input error or an end, by driver.
  line.on('error', () => undefined);
  line.on('end', () => line.destroy());
  line.once('close', () => {
    release();
    reader.end();
    onLost('unplugged');
  });
  host.connected();
  logger.info({ source: host.id }, 'AIS source connected');
}
