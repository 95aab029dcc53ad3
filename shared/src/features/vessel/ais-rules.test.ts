import { expect, test } from 'vitest';
import { AisDecoder, type AisReception } from './ais-decoder.js';
import { checksumDigits } from './ais-bit-writer.js';
import { encodePositionReport, encodeStaticData } from './ais-encoder.js';
import { isNullIsland, type AisMessage } from './ais-message.js';
import { DEFAULT_FRAGMENT_TTL_MS, DEFAULT_MAX_PENDING } from './ais-reassembly.js';
import { MAX_SENTENCE_CHARACTERS } from './nmea-sentence.js';
import { maySeeVessels } from './vessel.rules.js';

const REPORT = {
  ...{ mmsi: 412_999_003, navigationStatusCode: 0, lat: 29.9, lon: 121.9 },
  ...{ speedKnots: 9.4, courseDeg: 211.5, headingDeg: 212 },
};
const STATIC = {
  ...{ mmsi: 563_999_001, imo: 9_990_014, callSign: 'SYN001', name: 'SYNTH AURORA', shipTypeCode: 71 },
  ...{ lengthMetres: 200, beamMetres: 32, draughtMetres: 11.2, destination: 'CNNBO B3-2' },
};
const [POSITION = ''] = encodePositionReport(REPORT, 1);
const [FIRST = '', SECOND = ''] = encodeStaticData(STATIC, 4);

interface Heard {
  readonly messages: AisMessage[];
  readonly receptions: AisReception[];
  readonly decoder: AisDecoder;
}

function listen(): Heard {
  const messages: AisMessage[] = [];
  const receptions: AisReception[] = [];
  const decoder = new AisDecoder({
    onMessage: (message, reception) => {
      messages.push(message);
      receptions.push(reception);
    },
  });
  return { messages, receptions, decoder };
}

function hear(text: string): Heard {
  const heard = listen();
  heard.decoder.decode(text, 0);
  return heard;
}

const withChecksum = (body: string): string => `!${body}*${checksumDigits(body)}`;

/** Fields as `[value, bits]`, armoured into one sentence. */
function sentenceOf(...fields: readonly (readonly [value: number, bits: number])[]): string {
  const bits = fields
    .map(([value, length]) => (value < 0 ? value + 2 ** length : value).toString(2).padStart(length, '0'))
    .join('');
  const fill = (6 - (bits.length % 6)) % 6;
  const sixes = (bits + '0'.repeat(fill)).match(/.{6}/gu) ?? [];
  const payload = sixes.map((six) => {
    const value = Number.parseInt(six, 2);
    return String.fromCharCode(value < 40 ? value + 48 : value + 56);
  });
  return withChecksum(`AIVDM,1,1,,A,${payload.join('')},${fill}`);
}

function textFields(text: string, characters: number): [number, number][] {
  return Array.from({ length: characters }, (_, at) => {
    const code = at < text.length ? text.charCodeAt(at) : 64;
    return [code >= 64 ? code - 64 : code, 6];
  });
}

/** A type 1 report with the given position, and everything else not available. */
const bareReport = (lonMinutes: number, latMinutes: number, extra = 0): string =>
  sentenceOf(
    ...([
      ...[
        [1, 6],
        [0, 2],
        [412_999_003, 30],
        [15, 4],
        [-128, 8],
        [1023, 10],
        [0, 1],
      ],
      ...[
        [lonMinutes, 28],
        [latMinutes, 27],
        [3600, 12],
        [511, 9],
        [60, 6],
        [0, 25 + extra],
      ],
    ] as [number, number][]),
  );

test('[AIS3] long sentences of shore feeds are read, endless ones are counted and skipped', () => {
  const payload = [FIRST, SECOND].map((sentence) => sentence.split(',')[5] ?? '').join('');
  const long = withChecksum(`AIVDM,1,1,,A,${payload},2`);
  expect(long.length).toBeGreaterThan(82);
  expect(hear(long).messages[0]).toMatchObject({ type: 5, name: 'SYNTH AURORA' });
  const endless = hear(`!${'x'.repeat(MAX_SENTENCE_CHARACTERS + 1)}${POSITION}`);
  expect(endless.decoder.counters.tooLong).toBe(1);
  expect(endless.messages).toHaveLength(1);
});

test('[AIS4] a right tag block names station and time, a wrong one tells nothing, the sentence counts either way', () => {
  const block = 's:beilun-2,c:1778374750';
  const good = hear(`\\${block}*${checksumDigits(block)}\\${POSITION}`);
  expect(good.receptions[0]).toMatchObject({ station: 'beilun-2', receivedAtMs: 1_778_374_750_000 });
  const wrong = hear(`\\${block}*00\\${POSITION}`);
  expect(wrong.messages).toHaveLength(1);
  expect(wrong.receptions[0]).toMatchObject({ station: null, receivedAtMs: null });
  const tail = hear(`${POSITION},r003669945,1325394001`);
  expect(tail.receptions[0]).toMatchObject({ station: 'r003669945', receivedAtMs: 1_325_394_001_000 });
});

test('[AIS6] parts wait for a time only, and no more than the cap wait at once', () => {
  const late = listen();
  late.decoder.decode(FIRST, 0);
  late.decoder.decode(SECOND, DEFAULT_FRAGMENT_TTL_MS + 1);
  expect(late.messages).toHaveLength(0);
  expect(late.decoder.counters.droppedFragments).toBeGreaterThan(0);
  const flood = listen();
  for (let at = 0; at < 3 * DEFAULT_MAX_PENDING; at += 1) {
    const block = `g:1-2-${at}`;
    flood.decoder.decode(`\\${block}*${checksumDigits(block)}\\${FIRST}`, 0);
  }
  expect(flood.decoder.pendingCount).toBe(DEFAULT_MAX_PENDING);
  expect(flood.decoder.counters.droppedFragments).toBe(2 * DEFAULT_MAX_PENDING);
});

test('[AIS7] a payload that is no message is counted, not thrown', () => {
  const noSuchType = sentenceOf([28, 6], [0, 2], [412_999_003, 30], [0, 130]);
  const nobody = sentenceOf([1, 6], [0, 2], [0, 30], [0, 130]);
  const { messages, decoder } = hear(`${noSuchType}\n${nobody}`);
  expect(messages).toHaveLength(0);
  expect(decoder.counters).toMatchObject({ sentences: 2, rejectedMessages: 2 });
});

test('[AIS8] a report a few bits off is read, a truncated one is refused instead of standing at 0/0', () => {
  expect(hear(bareReport(121 * 600_000, 29 * 600_000, -5)).messages).toHaveLength(1);
  expect(hear(bareReport(121 * 600_000, 29 * 600_000, 30)).messages).toHaveLength(1);
  const truncated = hear(withChecksum('AIVDM,1,1,,A,16:=h:P000,0'));
  expect(truncated.messages).toHaveLength(0);
  expect(truncated.decoder.counters.rejectedMessages).toBe(1);
});

test('[AIS10] what is not available is null, and the ship is still heard', () => {
  expect(hear(bareReport(181 * 600_000, 91 * 600_000)).messages[0]).toMatchObject({
    ...{ mmsi: 412_999_003, position: null, speedKnots: null, courseDeg: null, headingDeg: null },
    ...{ rateOfTurnDegPerMin: null, utcSecond: null },
  });
});

test('[AIS11] exactly 0/0 is a receiver without a fix', () => {
  const [message] = hear(bareReport(0, 0)).messages;
  expect(message?.type === 1 && message.position && isNullIsland(message.position)).toBe(true);
  expect(isNullIsland({ lat: 0, lon: 0.0001 })).toBe(false);
});

test('[AIS12] the name of a mark goes on only where the name field is full', () => {
  const mark = (name: string, extension: string): string =>
    sentenceOf(
      ...([
        [21, 6],
        [0, 2],
        [994_136_001, 30],
        [1, 5],
      ] as [number, number][]),
      ...textFields(name, 20),
      ...([
        [0, 1],
        [121 * 600_000, 28],
        [29 * 600_000, 27],
        [0, 30],
        [0, 4],
        [60, 6],
        [0, 1],
        [0, 8],
      ] as [number, number][]),
      ...([
        [0, 1],
        [0, 1],
        [0, 1],
        [0, 1],
      ] as [number, number][]),
      ...textFields(extension, 4),
    );
  expect(hear(mark('BEILUN APPROACH BUOY', ' NO3')).messages[0]).toMatchObject({ name: 'BEILUN APPROACH BUOY NO3' });
  expect(hear(mark('CL1  BEACON', 'D8PK')).messages[0]).toMatchObject({ name: 'CL1  BEACON' });
});

test('[AIS14] copies of one broadcast have one fingerprint, other broadcasts another', () => {
  const { receptions } = hear([POSITION, POSITION, ...encodePositionReport(REPORT, 2)].join('\n'));
  expect(receptions[0]?.fingerprint).toBe(receptions[1]?.fingerprint);
  expect(receptions[2]?.fingerprint).not.toBe(receptions[0]?.fingerprint);
});

test('[AIS17] guests and declarants do not see the traffic', () => {
  for (const role of ['external-expert', 'declarant'] as const) expect(maySeeVessels({ roles: [role] })).toBe(false);
  for (const role of ['officer', 'dispatcher', 'display'] as const) {
    expect(maySeeVessels({ roles: [role] }), role).toBe(true);
  }
});
