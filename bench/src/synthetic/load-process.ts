import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { every } from '@haigang/shared/kernel/every';
import { encodeLayers, LOOP_SECONDS, type RecordedPacket } from './encoded-layers.js';
import type { LoadCommand, LoadReply, SenderPlan } from './load-protocol.js';

/**
 * The load generator, a process of its own so that its work is not counted: sends recorded simulcast pictures and sound,
 * and counts what comes back. A probe receiver gets its packets in the clear; the time each was sent stands in its last
 * eight bytes.
 */
const TICK_MS = 5;
const AUDIO_EVERY_MS = 20;
const AUDIO_BYTES = 80;
const REPORT_EVERY_MS = 1000;

const layers = await encodeLayers();
const loopMs = LOOP_SECONDS * 1000;
const loopTicks = LOOP_SECONDS * 90_000;
const out = createSocket('udp4').bind(0, '127.0.0.1');
const sink = await open();
const probe = await open();
const got = { packets: 0, bytes: 0, probePackets: 0 };
let delaysMs: number[] = [];
sink.on('message', (packet: Buffer) => {
  got.packets += 1;
  got.bytes += packet.length;
});
probe.on('message', (packet: Buffer) => {
  const type = (packet[1] ?? 0) & 0x7f;
  // RTCP shares the port (RFC 5761 §4): its packet types are 192 to 223.
  if (type >= 64 && type < 96) return;
  got.probePackets += 1;
  delaysMs.push(performance.now() - packet.readDoubleBE(packet.length - 8));
});

class Stream {
  readonly #ssrc: number;
  readonly #payloadType: number;
  readonly #port: number;
  /** Well inside the circle: a count that starts at its end is taken for a loss of all of it. */
  #sequence = 1000;
  #packets = 0;
  #octets = 0;
  #lastTimestamp = 0;
  constructor(options: { ssrc: number; payloadType: number; port: number }) {
    this.#ssrc = options.ssrc;
    this.#payloadType = options.payloadType;
    this.#port = options.port;
  }

  send(timestamp: number, marker: boolean, payload: Buffer, extension?: Buffer): void {
    const header = Buffer.alloc(12);
    header[0] = extension ? 0x90 : 0x80;
    header[1] = (marker ? 0x80 : 0) | this.#payloadType;
    header.writeUInt16BE(this.#sequence & 0xffff, 2);
    header.writeUInt32BE(timestamp >>> 0, 4);
    header.writeUInt32BE(this.#ssrc, 8);
    const sentAt = Buffer.alloc(8);
    sentAt.writeDoubleBE(performance.now());
    const packet = Buffer.concat([header, extension ?? Buffer.alloc(0), payload, sentAt]);
    this.#sequence += 1;
    this.#packets += 1;
    this.#octets += packet.length - 12;
    this.#lastTimestamp = timestamp;
    out.send(packet, this.#port, '127.0.0.1');
  }

  /** Sender Report (RFC 3550 §6.4.1): the worker needs it to put the layers of one picture on one clock. */
  report(): void {
    const packet = Buffer.alloc(28);
    packet[0] = 0x80;
    packet[1] = 200;
    packet.writeUInt16BE(6, 2);
    packet.writeUInt32BE(this.#ssrc, 4);
    const now = Date.now();
    packet.writeUInt32BE(Math.floor(now / 1000) + 2_208_988_800, 8);
    packet.writeUInt32BE(Math.floor(((now % 1000) / 1000) * 2 ** 32), 12);
    packet.writeUInt32BE(this.#lastTimestamp >>> 0, 16);
    packet.writeUInt32BE(this.#packets >>> 0, 20);
    packet.writeUInt32BE(this.#octets >>> 0, 24);
    out.send(packet, this.#port, '127.0.0.1');
  }
}

class Sender {
  readonly #video: readonly { stream: Stream; packets: readonly RecordedPacket[]; next: number; loop: number }[];
  readonly #audio: Stream;
  readonly #sound = Buffer.alloc(AUDIO_BYTES, 7);
  /** One-byte header extension (RFC 8285 §4.2) with the audio level of RFC 6464: −20 dBov, voice. */
  readonly #level: Buffer;
  readonly #startedAt = performance.now();
  #nextAudioMs = 0;

  constructor(plan: SenderPlan) {
    this.#video = plan.videoSsrcs.map((ssrc, at) => ({
      stream: new Stream({ ssrc, payloadType: plan.videoPayloadType, port: plan.videoPort }),
      packets: layers[at] ?? [],
      next: 0,
      loop: 0,
    }));
    this.#audio = new Stream({
      ...{ ssrc: plan.audioSsrc, payloadType: plan.audioPayloadType, port: plan.audioPort },
    });
    this.#level = Buffer.from([0xbe, 0xde, 0x00, 0x01, (plan.audioLevelExtensionId << 4) | 0, 0x80 | 20, 0, 0]);
  }

  tick(): void {
    const elapsed = performance.now() - this.#startedAt;
    for (const layer of this.#video) {
      for (;;) {
        const packet = layer.packets[layer.next];
        if (!packet) {
          layer.next = 0;
          layer.loop += 1;
          continue;
        }
        if (packet.timestamp / 90 + layer.loop * loopMs > elapsed) break;
        layer.stream.send(packet.timestamp + layer.loop * loopTicks, packet.marker, packet.payload);
        layer.next += 1;
      }
    }
    for (; this.#nextAudioMs <= elapsed; this.#nextAudioMs += AUDIO_EVERY_MS) {
      this.#audio.send(this.#nextAudioMs * 48, false, this.#sound, this.#level);
    }
  }

  report(): void {
    for (const { stream } of this.#video) stream.report();
    this.#audio.report();
  }
}

let senders: Sender[] = [];
every(TICK_MS, () => {
  for (const sender of senders) sender.tick();
});
every(REPORT_EVERY_MS, () => {
  for (const sender of senders) sender.report();
});

process.on('message', (command: LoadCommand) => {
  switch (command.do) {
    case 'send':
      senders = command.senders.map((plan) => new Sender(plan));
      break;
    case 'count':
      answer({ kind: 'counted', ...got, delaysMs });
      Object.assign(got, { packets: 0, bytes: 0, probePackets: 0 });
      delaysMs = [];
      break;
  }
});
answer({ kind: 'ready', sinkPort: sink.address().port, probePort: probe.address().port });

async function open(): Promise<Socket> {
  const socket = createSocket({ type: 'udp4', recvBufferSize: 8 * 1024 * 1024 }).bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return socket;
}

function answer(reply: LoadReply): void {
  process.send?.(reply);
}
