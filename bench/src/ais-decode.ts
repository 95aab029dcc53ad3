import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { AisDecoder } from '@haigang/shared/features/vessel/ais-decoder';
import { progress, report } from './measure.js';

/**
 * `ais-decode`: sentences a second, every field materialised; `gpsdecode` and, where one is given, another decoder beside
 * it in the same run. `npm run bench -- ais-decode [--json] [--beside DECODER.cjs] [FILE…]`: recordings, gzip too, one
 * after the other; by default the sample of all types. `--beside`: a CommonJS module with `parse(sentence)`.
 */
const PASSES = 7;
/** Passes before the count: the compiler settles. */
const WARM_UP = 2;
/** So that a small file is measured over more than the clock's own steps. */
const LEAST_SENTENCES = 50_000;

const SAMPLE = fileURLToPath(new URL('../../shared/src/features/vessel/testdata/gpsd-sample.aivdm', import.meta.url));
const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean' }, beside: { type: 'string' } },
  allowPositionals: true,
});

/** The sentences alone, one a line: what stands around them is not compared. */
function sentencesOf(file: string): string[] {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1');
  return text.match(/![A-Z]{2}VD[MO],[^\r\n*]*\*[0-9A-Fa-f]{2}/gu) ?? [];
}

const files = positionals.length > 0 ? positionals : [SAMPLE];
const once = files.flatMap((file) => sentencesOf(file));
if (once.length === 0) throw new Error(`no sentences in ${files.join(', ')}`);
const repeats = Math.max(1, Math.ceil(LEAST_SENTENCES / once.length));
const sentences = Array.from({ length: repeats }, () => once).flat();
const text = `${sentences.join('\n')}\n`;

/** Best of several passes, sentences a second. */
function measure(name: string, pass: () => number): { perSecond: number; messages: number } {
  let best = Infinity;
  let messages = 0;
  for (let at = -WARM_UP; at < PASSES; at += 1) {
    const began = performance.now();
    messages = pass();
    if (at >= 0) best = Math.min(best, performance.now() - began);
  }
  const perSecond = Math.round((sentences.length / best) * 1000);
  progress(`${name}: ${perSecond} sentences a second, ${messages} messages`);
  return { perSecond, messages };
}

const kept: unknown[] = Array.from({ length: 1024 });

const ours = measure('haigang', () => {
  let messages = 0;
  new AisDecoder({
    onMessage: (message) => {
      // Kept, so that the compiler cannot leave out what nobody would read.
      kept[messages % kept.length] = message;
      messages += 1;
    },
  }).decode(text, 0);
  return messages;
});
const gpsdecode = measure('gpsdecode', () => {
  const { stdout, error } = spawnSync('gpsdecode', ['-j', '--split24'], {
    ...{ input: text, maxBuffer: 2 ** 30, stdio: ['pipe', 'pipe', 'ignore'] },
  });
  if (error) throw error;
  return stdout.reduce((lines, byte) => (byte === 10 ? lines + 1 : lines), 0);
});
const beside = values.beside === undefined ? null : besideOf(values.beside);

function besideOf(module: string): { perSecond: number; messages: number } {
  const decoder = createRequire(import.meta.url)(resolve(module)) as { parse(sentence: string): unknown };
  return measure('beside', () => {
    let messages = 0;
    for (const sentence of sentences) if (decoder.parse(sentence) !== null) messages += 1;
    return messages;
  });
}

const ratio = (other: number): number => Math.round((ours.perSecond / other) * 100) / 100;
report('ais-decode', {
  ...{ n: sentences.length, files: files.length, messages: ours.messages, perSecond: ours.perSecond },
  ...{ gpsdecodePerSecond: gpsdecode.perSecond, ratioToGpsdecode: ratio(gpsdecode.perSecond) },
  ...(beside ? { besidePerSecond: beside.perSecond, ratioToBeside: ratio(beside.perSecond) } : {}),
});
