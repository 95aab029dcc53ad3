import { mkdir } from 'node:fs/promises';
import { every } from '@haigang/shared/kernel/every';
import type { Scope } from '@haigang/shared/kernel/scope';
import type { Clock } from '@haigang/shared/kernel/time';
import type { RecordingFault, RecordingHealth } from '@haigang/shared/features/vessel/vessel.model';
import type { Logger } from '../../../platform/logger.js';
import { hasRoom, noRoom } from '../../../platform/storage/disk-room.js';
import { recordingLine, SourceNames } from './recording-line.js';
import { tidyFolder, type RecordingLimits } from './recording-folder.js';
import { SegmentFile } from './segment-file.js';

export interface RawRecorderDeps {
  readonly folder: string;
  readonly scope: Scope;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The site's settings, asked each time; `leastFreeBytes` must stay free on the disk. */
  readonly limits: () => RecordingLimits & { readonly leastFreeBytes: number };
  /** What was heard is on the disk after this long. Default 1 s. */
  readonly flushMs?: number;
  readonly tidyMs?: number;
  /** Characters that wait while the disk is slow or refuses; what comes beyond is lost and counted. Default 16 Mi. */
  readonly mostWaiting?: number;
  readonly mostFileBytes?: number;
}

const DEFAULTS = { flushMs: 1000, tidyMs: 60_000, mostWaiting: 16 * 1024 * 1024 };

const FAULTS: Readonly<Record<string, RecordingFault>> = {
  ...{ ENOSPC: 'disk-full', EDQUOT: 'disk-full', EACCES: 'not-allowed', EPERM: 'not-allowed', EROFS: 'not-allowed' },
};

/** Writes every sentence as it came to files by the hour; whoever gives it one never waits. [AIS48] [AIS49] */
export class RawRecorder {
  readonly #deps: RawRecorderDeps;
  readonly #file: SegmentFile;
  readonly #names = new SourceNames();
  #waiting: string[] = [];
  #waitingCharacters = 0;
  #busy: Promise<void> | null = null;
  /** By the clock that only goes forward. */
  #tidiedAt = -Infinity;
  #fault: RecordingFault | null = null;
  #lines = 0;
  #lost = 0;
  #lastWrittenAt: number | null = null;
  #kept = { files: 0, bytes: 0 };

  constructor(deps: RawRecorderDeps) {
    this.#deps = deps;
    this.#file = new SegmentFile(deps.folder, deps.mostFileBytes);
    const stop = every(deps.flushMs ?? DEFAULTS.flushMs, () => void this.#turn());
    deps.scope.defer(async () => {
      stop();
      await this.#busy;
      await this.#write();
      await this.#file.close();
    });
  }

  get health(): RecordingHealth {
    return {
      fault: this.#fault,
      lines: this.#lines,
      lost: this.#lost,
      lastWrittenAt: this.#lastWrittenAt,
      ...this.#kept,
    };
  }

  /** Takes one line or datagram of a source, as it came. */
  hear(source: string, text: string): void {
    const now = this.#deps.clock();
    const name = this.#names.of(source);
    for (const part of text.split('\n')) {
      // Control characters would break the file's lines; a sentence that had any was damaged before.
      const line = part.replace(/[^\x20-\x7e]/gu, (character) => (character === '\r' ? '' : '?'));
      if (line === '') continue;
      if (this.#waitingCharacters + line.length > (this.#deps.mostWaiting ?? DEFAULTS.mostWaiting)) {
        this.#lost += 1;
        continue;
      }
      const recorded = recordingLine(name, now, line);
      this.#waiting.push(recorded);
      this.#waitingCharacters += recorded.length;
    }
  }

  #turn(): Promise<void> {
    this.#busy ??= this.#work().finally(() => {
      this.#busy = null;
    });
    return this.#busy;
  }

  async #work(): Promise<void> {
    const changed = await this.#write();
    if (!changed && performance.now() - this.#tidiedAt < (this.#deps.tidyMs ?? DEFAULTS.tidyMs)) return;
    this.#tidiedAt = performance.now();
    const { folder, limits, logger, scope } = this.#deps;
    try {
      const options = { current: this.#file.name, limits: limits(), signal: scope.signal };
      const { files, bytes, failure } = await tidyFolder(folder, this.#deps.clock(), options);
      this.#kept = { files, bytes };
      if (failure !== null && !scope.closed) logger.warn({ err: failure }, 'AIS recordings could not be packed');
    } catch (failure) {
      if (!scope.closed) logger.warn({ err: failure }, 'AIS recordings could not be tidied');
    }
  }

  /** Writes what waits; keeps it when that fails. */
  async #write(): Promise<boolean> {
    if (this.#waiting.length === 0) return false;
    try {
      await mkdir(this.#deps.folder, { recursive: true, mode: 0o700 });
      await this.#requireRoom();
      const changed = await this.#append();
      this.#lastWrittenAt = this.#deps.clock();
      if (this.#fault) this.#deps.logger.info({ lost: this.#lost }, 'AIS is recorded again');
      this.#fault = null;
      return changed;
    } catch (failure) {
      const fault = FAULTS[failure instanceof Error && 'code' in failure ? String(failure.code) : ''] ?? 'failed';
      if (this.#fault !== fault) this.#deps.logger.error({ err: failure, fault }, 'AIS is not being recorded');
      this.#fault = fault;
      return false;
    }
  }

  /** Takes what waits at one moment: more is heard while it is written. It counts as waiting until it is on the disk. */
  async #append(): Promise<boolean> {
    const lines = this.#waiting;
    const characters = this.#waitingCharacters;
    this.#waiting = [];
    try {
      const changed = await this.#file.append(lines.join(''), this.#deps.clock());
      this.#waitingCharacters -= characters;
      this.#lines += lines.length;
      return changed;
    } catch (failure) {
      this.#waiting = [...lines, ...this.#waiting];
      throw failure;
    }
  }

  /** The database lives on the same disk: recording stops before that is full. */
  async #requireRoom(): Promise<void> {
    if (!(await hasRoom(this.#deps.folder, this.#deps.limits().leastFreeBytes))) throw noRoom();
  }
}
