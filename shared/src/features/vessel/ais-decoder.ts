import { AisBits } from './ais-bits.js';
import { decodeAis } from './ais-decode.js';
import type { AisMessage } from './ais-message.js';
import { FragmentAssembler } from './ais-reassembly.js';
import { BACKSLASH, BANG, COMMA, DOLLAR, emptyVdmFields, parseVdm, type SentenceFault } from './nmea-sentence.js';
import { mergeTags, NO_TAG, parseCoastGuardTail, parseTagBlock, type SentenceTag } from './nmea-tag.js';

/** What a source sent, counted since the decoder was made. Nothing is dropped without being counted. [AIS13] */
export interface AisCounters {
  /** VDM and VDO sentences with a right checksum. */
  sentences: number;
  messages: number;
  badChecksum: number;
  malformed: number;
  tooLong: number;
  /** Other NMEA sentences (GPS, heartbeat, …), skipped. */
  otherSentences: number;
  /** Parts of long messages that never became whole. */
  droppedFragments: number;
  /** Whole payloads that are no message: illegal characters, too short, unknown type, impossible MMSI. */
  rejectedMessages: number;
}

/** How a message came in. */
export interface AisReception extends SentenceTag {
  /** Equal for copies of one broadcast heard by several receivers. */
  readonly fingerprint: number;
  /** True for VDO: the receiver's own ship. */
  readonly ownShip: boolean;
}

export interface AisDecoderOptions {
  onMessage(message: AisMessage, reception: AisReception): void;
  /** Default 4 s. */
  fragmentTtlMs?: number;
  /** Default 64. */
  maxPendingFragments?: number;
}

const FAULT_COUNTERS = {
  'bad-checksum': 'badChecksum',
  malformed: 'malformed',
  'too-long': 'tooLong',
  other: 'otherSentences',
} as const satisfies Record<SentenceFault, keyof AisCounters>;

/**
 * Turns the text of one source into messages. Takes whole lines or datagrams with anything around and between the
 * sentences: time stamps, tag blocks, glued sentences, rubbish. Never throws and never grows. [AIS1]–[AIS9]
 */
export class AisDecoder {
  readonly #counters: Omit<AisCounters, 'droppedFragments'> = {
    sentences: 0,
    messages: 0,
    badChecksum: 0,
    malformed: 0,
    tooLong: 0,
    otherSentences: 0,
    rejectedMessages: 0,
  };
  readonly #fields = emptyVdmFields();
  readonly #bits = new AisBits();
  readonly #assembler: FragmentAssembler;
  readonly #onMessage: AisDecoderOptions['onMessage'];
  /** Tag blocks met since the last sentence of this line. */
  #tag: SentenceTag = NO_TAG;
  #previousKeySuffix = '';

  constructor(options: AisDecoderOptions) {
    this.#onMessage = options.onMessage.bind(options);
    this.#assembler = new FragmentAssembler({
      ...(options.fragmentTtlMs === undefined ? {} : { ttlMs: options.fragmentTtlMs }),
      ...(options.maxPendingFragments === undefined ? {} : { maxPending: options.maxPendingFragments }),
    });
  }

  /** A copy of the counts so far. */
  get counters(): AisCounters {
    return { ...this.#counters, droppedFragments: this.#assembler.dropped };
  }

  /** Unfinished long messages held at this moment; never more than the cap. */
  get pendingCount(): number {
    return this.#assembler.pendingCount;
  }

  /** Reads `text[start … end)`, one or more lines. `nowMs` may be any clock that goes forward. */
  decode(text: string, nowMs: number, start = 0, end = text.length): void {
    this.#tag = NO_TAG;
    let at = start;
    while (at < end) {
      const code = text.charCodeAt(at);
      if (code === BANG) at = this.#sentence(text, at, end, nowMs);
      else if (code === BACKSLASH) at = this.#tagBlock(text, at, end);
      else {
        if (code === DOLLAR) this.#counters.otherSentences += 1;
        else if (code === 10) this.#tag = NO_TAG;
        at += 1;
      }
    }
  }

  #tagBlock(text: string, start: number, end: number): number {
    for (let at = start + 1; at < end; at += 1) {
      const code = text.charCodeAt(at);
      if (code === BANG || code === 10) break;
      if (code !== BACKSLASH) continue;
      const tag = parseTagBlock(text, start + 1, at);
      if (tag) this.#tag = mergeTags(this.#tag, tag);
      return at + 1;
    }
    return start + 1;
  }

  #sentence(text: string, start: number, end: number, nowMs: number): number {
    const fields = this.#fields;
    const fault = parseVdm(text, start, end, fields);
    let tag = this.#tag;
    this.#tag = NO_TAG;
    if (fault !== null) {
      this.#counters[FAULT_COUNTERS[fault]] += 1;
      return Math.max(start + 1, fields.end);
    }
    this.#counters.sentences += 1;
    let next = fields.end;
    if (text.charCodeAt(next) === COMMA) {
      next = tailEnd(text, next, end);
      tag = mergeTags(tag, parseCoastGuardTail(text, fields.end + 1, next));
    }
    if (fields.total === 1) this.#payload(text, fields.payloadStart, fields.payloadEnd, fields.fillBits, tag);
    else this.#part(text, nowMs, tag);
    return next;
  }

  #part(text: string, nowMs: number, tag: SentenceTag): void {
    const { talker, total, index, sequenceId, channel, payloadStart, payloadEnd, fillBits } = this.#fields;
    const base = `${talker}.${total}.${sequenceId}.${channel}`;
    const suffix = tag.group !== null ? `.g${tag.group}` : tag.station !== null ? `.s${tag.station}` : '';
    // Some feeds tag only the first sentence of a message, others only the last: a part continues what began without
    // its tag, and an untagged one the sentence right before it.
    const begun = [base + (suffix === '' ? this.#previousKeySuffix : suffix), base];
    const key = (index > 1 ? begun.find((one) => this.#assembler.has(one)) : undefined) ?? base + suffix;
    if (index === 1) this.#previousKeySuffix = suffix;
    const whole = this.#assembler.add(key, index, total, text.slice(payloadStart, payloadEnd), nowMs);
    if (whole !== undefined) this.#payload(whole, 0, whole.length, fillBits, tag);
  }

  #payload(text: string, start: number, end: number, fillBits: number, tag: SentenceTag): void {
    const bits = this.#bits;
    const message = bits.load(text, start, end, fillBits) ? decodeAis(bits) : 'illegal';
    if (typeof message === 'string') {
      this.#counters.rejectedMessages += 1;
      return;
    }
    this.#counters.messages += 1;
    this.#onMessage(message, {
      station: tag.station,
      receivedAtMs: tag.receivedAtMs,
      group: tag.group,
      fingerprint: bits.fingerprint,
      ownShip: this.#fields.ownShip,
    });
  }
}

/** The tail runs to the next line, sentence or tag block. */
function tailEnd(text: string, start: number, end: number): number {
  let at = start;
  while (at < end) {
    const code = text.charCodeAt(at);
    if (code === BANG || code === DOLLAR || code === BACKSLASH || code === 10 || code === 13) return at;
    at += 1;
  }
  return at;
}
