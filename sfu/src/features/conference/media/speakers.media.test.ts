import type { types } from 'mediasoup';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { VoiceLevels } from '@haigang/shared/features/conference/conference.protocol';
import { every } from '@haigang/shared/kernel/every';
import { openMediaBench, type MediaBench } from './media-testing.js';
import { RoomSpeakers } from './speakers.js';

const LEVEL_EXTENSION = 10;
const FRAME_MS = 20;

let bench: MediaBench;
let router: types.Router;
let heard: VoiceLevels[];
let speakers: RoomSpeakers;
beforeEach(async () => {
  bench = await openMediaBench();
  ({ router } = await bench.pool.createRouter());
  heard = [];
  speakers = await RoomSpeakers.open(router, (levels) => heard.push(levels));
});
afterEach(() => bench.close());

/** A microphone whose packets say how loud they are, as a browser's do. */
async function openVoice(ssrc: number, principalId: string) {
  const transport = await router.createDirectTransport();
  const producer = await transport.produce({
    kind: 'audio',
    rtpParameters: {
      codecs: [{ mimeType: 'audio/opus', clockRate: 48_000, channels: 2, payloadType: 111, parameters: {} }],
      headerExtensions: [{ uri: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level', id: LEVEL_EXTENSION }],
      encodings: [{ ssrc }],
      rtcp: { cname: principalId },
    },
  });
  await speakers.add(producer, principalId);
  let sequence = 0;
  /**
   * Words and pauses, since what sounds evenly is taken for noise. Their turn is no multiple of the interval that levels
   * are averaged over: in step with it a quiet voice would have a pause in every average, or in none.
   */
  const speak = (dbov: number): (() => void) => {
    const stop = every(FRAME_MS, () => {
      sequence += 1;
      producer.send(opusPacket({ ssrc, sequence, dbov: sequence % 37 < 29 ? dbov : -110 }));
    });
    bench.scope.defer(stop);
    return stop;
  };
  return { producer, speak };
}

/** RTP with the one-byte level extension (RFC 6464) and an Opus frame of silence. */
function opusPacket({ ssrc, sequence, dbov }: { ssrc: number; sequence: number; dbov: number }): Buffer {
  const packet = Buffer.alloc(12 + 8 + 3);
  packet[0] = 0x90;
  packet[1] = 111;
  packet.writeUInt16BE(sequence, 2);
  packet.writeUInt32BE(sequence * 960, 4);
  packet.writeUInt32BE(ssrc, 8);
  packet.writeUInt16BE(0xbede, 12);
  packet.writeUInt16BE(1, 14);
  packet[16] = LEVEL_EXTENSION << 4;
  packet[17] = 0x80 | -dbov;
  packet.set([0xf8, 0xff, 0xfe], 20);
  return packet;
}

test('[MEDIA4] who began is the speaker, both are heard with the louder first, and silence is said once', async () => {
  const officer = await openVoice(11, 'officer');
  const expert = await openVoice(22, 'expert');
  const loud = officer.speak(-20);
  await expect.poll(() => heard.at(-1)?.speakerId, { timeout: 10_000 }).toBe('officer');
  const quiet = expert.speak(-38);
  await expect
    .poll(() => heard.at(-1), { timeout: 10_000 })
    .toMatchObject({ speakerId: 'officer', levels: [{ principalId: 'officer' }, { principalId: 'expert' }] });
  loud();
  quiet();
  await expect.poll(() => heard.at(-1)?.levels, { timeout: 10_000 }).toEqual([]);
  const said = heard.length;
  const talks = expert.speak(-15);
  await expect.poll(() => heard.at(-1)?.speakerId, { timeout: 10_000 }).toBe('expert');
  talks();
  expect(heard.length).toBeGreaterThan(said);
  expert.producer.close();
  await expect.poll(() => heard.at(-1)?.levels, { timeout: 10_000 }).toEqual([]);
});
