import { createReadStream } from 'node:fs';
import { setImmediate as soon, setTimeout as pause } from 'node:timers/promises';
import { constants, createGunzip } from 'node:zlib';
import { pipeline, type Readable } from 'node:stream';
import { recordedAtMs } from '@haigang/shared/features/vessel/recorded-time';
import type { AisFileAddress } from '../ais-source-address.js';
import { LineSplitter } from '../line-splitter.js';
import { RecordingReader } from '../recording/recording-reader.js';
import { afterPause, faultOf, type SourceHost } from './source-input.js';
import { ReplayPace } from './replay-pace.js';

/** Without a pause the event loop belongs to a replay for no longer than this many lines. */
const LINES_AT_ONCE = 500;

/** Plays a recording by its own time stamps, once or for ever; never more of it than a piece is in memory. [AIS45] */
export function replayFile(host: SourceHost, address: AisFileAddress, waitMs = host.options.reconnectMs): void {
  const { scope, options, logger } = host;
  if (scope.closed) return;
  const reader = new RecordingReader(host);
  let played = 0;
  const playing = play(host, address, reader, () => (played += 1)).finally(reader.end);
  const withdraw = scope.defer(() => playing.catch(() => undefined));
  playing.then(
    () => {
      withdraw();
      if (played === 0) host.ended('no-sentences');
      else if (address.loop) afterPause(scope, options.reconnectMs, () => replayFile(host, address));
      else host.ended(null);
    },
    (failure: unknown) => {
      withdraw();
      if (scope.closed) return;
      logger.warn({ source: host.id, err: failure }, 'AIS recording cannot be read');
      const fault = faultOf(failure);
      // What was damaged half way was played up to there; from the beginning again it would never end.
      if (played > 0 && !address.loop) {
        host.ended(fault);
        return;
      }
      host.lost(fault);
      afterPause(scope, waitMs, () => replayFile(host, address, Math.min(waitMs * 2, options.maxReconnectMs)));
    },
  );
}

/** [AIS45] [AIS48] A datagram is recorded as one line, whatever it holds: what was heard is to be heard again. */
const RECORDED_LINE_CHARACTERS = 70_000;

async function play(
  host: SourceHost,
  address: AisFileAddress,
  reader: RecordingReader,
  onSentence: () => void,
): Promise<void> {
  const { signal } = host.scope;
  const pace = new ReplayPace(address.speed, () => performance.now());
  let lines: string[] = [];
  const splitter = new LineSplitter((line) => lines.push(line), RECORDED_LINE_CHARACTERS);
  let sinceBreath = 0;
  for await (const chunk of textOf(address.path)) {
    host.connected();
    splitter.push(chunk as string);
    const whole = lines;
    lines = [];
    for (const line of whole) {
      const waitMs = pace.waitMs(recordedAtMs(line), line.includes('!'));
      if (waitMs > 0) await pause(waitMs, undefined, { signal });
      else if ((sinceBreath += 1) >= LINES_AT_ONCE) await soon(undefined, { signal });
      if (waitMs > 0 || sinceBreath >= LINES_AT_ONCE) sinceBreath = 0;
      if (signal.aborted) return;
      reader.read(line);
      if (line.includes('!')) onSentence();
    }
  }
  splitter.push('\n');
  for (const line of lines) reader.read(line);
  reader.skip(splitter.dropped);
}

function textOf(path: string): Readable {
  const file = createReadStream(path);
  if (!path.endsWith('.gz')) return file.setEncoding('latin1');
  // A recorder that was ended by force leaves no end mark: what is there counts.
  const unpacked = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH });
  pipeline(file, unpacked, () => undefined);
  return unpacked.setEncoding('latin1');
}
