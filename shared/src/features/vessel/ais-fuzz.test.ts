import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checksumDigits } from './ais-bit-writer.js';
import { AisDecoder } from './ais-decoder.js';
import type { AisMessage } from './ais-message.js';
import { DEFAULT_MAX_PENDING } from './ais-reassembly.js';

const SEEDS = readFileSync(new URL('testdata/gpsd-sample.aivdm', import.meta.url), 'utf8').match(
  /^!.*\*[0-9A-F]{2}/gmu,
);
const SENTENCES = 2_000_000;
/** Characters of the armour, of its neighbours, and of the sentence's own grammar. */
const ALPHABET = Array.from(
  '0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVW`abcdefghijklmnopqrstuvwXYZ[\\]^_xyz{|}~!$*,-\r\n\u0000\u00ff\u{1f6a2}',
);

/** Mulberry32: the same run every time, and another one with another seed. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Characters changed, left out, doubled or cut off; most get a right checksum, so that their payload is read. */
function mutate(sentence: string, dice: () => number): string {
  const pick = (count: number): number => Math.floor(dice() * count);
  let body = sentence.slice(1, sentence.indexOf('*'));
  for (let change = pick(6); change >= 0; change -= 1) {
    const at = pick(body.length);
    const letter = ALPHABET[pick(ALPHABET.length)] ?? '0';
    const how = pick(5);
    if (how === 0) body = body.slice(0, at) + body.slice(at + 1);
    else if (how === 1) body = body.slice(0, at) + body.slice(at, at + 20) + body.slice(at);
    else if (how === 2 && pick(8) === 0) body = body.slice(0, at);
    else body = body.slice(0, at) + letter + body.slice(at + 1);
  }
  return pick(10) === 0 ? `!${body}*00` : `!${body}*${checksumDigits(body)}`;
}

/** What no message may say, in one word; null where all is well. */
function wrong(message: AisMessage): string | null {
  if (!(message.mmsi > 0 && message.mmsi < 1e9)) return 'mmsi';
  const position = 'position' in message ? message.position : null;
  if (position && !(Math.abs(position.lat) <= 90 && Math.abs(position.lon) <= 180)) return 'position';
  if ('speedKnots' in message && !(message.speedKnots === null || message.speedKnots <= 1022)) return 'speed';
  if ('courseDeg' in message && !(message.courseDeg === null || message.courseDeg < 360)) return 'course';
  if ('headingDeg' in message && !(message.headingDeg === null || message.headingDeg < 360)) return 'heading';
  if ('utc' in message && message.utc !== null && Number.isNaN(Date.parse(message.utc))) return 'utc';
  if ('application' in message && message.application?.content?.kind === 'met-hydro') {
    const { position: place } = message.application.content;
    if (place && !(Math.abs(place.lat) <= 90 && Math.abs(place.lon) <= 180)) return 'met-hydro position';
  }
  return null;
}

test('[AIS9] two million mutated sentences: nothing thrown, nothing piled up, nothing impossible said', () => {
  const dice = random(20_261_126);
  const faults = new Map<string, number>();
  const types = new Set<number>();
  const decoder = new AisDecoder({
    onMessage: (message) => {
      types.add(message.type);
      const fault = wrong(message);
      if (fault !== null) faults.set(`${fault} of type ${String(message.type)}`, 1);
    },
  });
  const seeds = SEEDS ?? [];
  let most = 0;
  for (let at = 0; at < SENTENCES; at += 1) {
    decoder.decode(mutate(seeds[Math.floor(dice() * seeds.length)] ?? '', dice), at);
    most = Math.max(most, decoder.pendingCount);
  }
  expect(Object.fromEntries(faults)).toEqual({});
  expect(most).toBeLessThanOrEqual(DEFAULT_MAX_PENDING);
  // It was no easy test: messages of every type came through, and every counter counted.
  expect(types.size).toBe(27);
  const { sentences, messages, badChecksum, malformed, rejectedMessages, droppedFragments } = decoder.counters;
  for (const count of [sentences, messages, badChecksum, malformed, rejectedMessages, droppedFragments]) {
    expect(count).toBeGreaterThan(SENTENCES / 1000);
  }
}, 60_000);
