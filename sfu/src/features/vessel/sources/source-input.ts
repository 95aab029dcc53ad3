import type { Scope } from '@haigang/shared/kernel/scope';
import type { Clock } from '@haigang/shared/kernel/time';
import type { SourceFault } from '@haigang/shared/features/vessel/vessel.model';
import type { Logger } from '../../../platform/logger.js';
import type { AisSourceOptions } from '../ais-source.js';

/** One stream of text: a connection, a file, all datagrams of a socket. Fragments of two never mix. */
export interface SourceReader {
  /** A piece of a stream, cut anywhere. */
  push(chunk: string): void;
  /** Whole lines: one, or a datagram. */
  read(text: string): void;
  /** Lines that were not worth reading. */
  skip(lines: number): void;
  readonly end: () => void;
}

/**
 * What a way in is given by its source. TCP, UDP and files are such ways; another one (a serial line, NMEA 2000,
 * Signal K) is a function of this and its address.
 */
export interface SourceHost {
  readonly id: string;
  readonly scope: Scope;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly options: AisSourceOptions;
  reader(): SourceReader;
  /** It can be heard from now on. */
  connected(): void;
  /** It cannot, and why; null where nobody knows or nothing is wrong. */
  lost(fault: SourceFault | null): void;
  /** Everything was read, nothing will follow. */
  ended(fault: SourceFault | null): void;
  refusedPeer(address: string): void;
  listensOn(port: number): void;
}

const FAULTS: Readonly<Record<string, SourceFault>> = {
  ECONNREFUSED: 'refused',
  ENOENT: 'missing',
  ENOTDIR: 'missing',
  EISDIR: 'unreadable',
  EACCES: 'not-allowed',
  EPERM: 'not-allowed',
  ETIMEDOUT: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ENOTFOUND: 'unknown-host',
  EAI_AGAIN: 'unknown-host',
  Z_DATA_ERROR: 'unreadable',
  Z_BUF_ERROR: 'unreadable',
};

/** The plain word for what the system says went wrong. */
export function faultOf(failure: unknown): SourceFault {
  const code = failure instanceof Error && 'code' in failure ? String(failure.code) : '';
  return FAULTS[code] ?? 'failed';
}

/** Runs `task` after `milliseconds`, unless the scope ends before. */
export function afterPause(scope: Scope, milliseconds: number, task: () => void): void {
  if (scope.closed) return;
  const timer = setTimeout(() => {
    withdraw();
    task();
  }, milliseconds);
  const withdraw = scope.defer(() => clearTimeout(timer));
}
