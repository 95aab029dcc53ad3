import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';

/** One recorded RTP packet. */
export interface RecordedPacket {
  /** Clock of the stream relative to the first packet, 1/90000 s. */
  readonly timestamp: number;
  readonly marker: boolean;
  readonly payload: Buffer;
}

/** Up-link simulcast of domain.md §2.2: a quarter, half and full size. */
const LAYERS = [
  { size: '320x180', kilobits: 150 },
  { size: '640x360', kilobits: 512 },
  { size: '1280x720', kilobits: 2048 },
] as const;
/** Length of the recording, which is sent in a loop. */
export const LOOP_SECONDS = 4;
/** A key frame a second and a half, so that a receiver that changes its layer soon can. */
const KEY_FRAME_EVERY = 45;

/** Encodes the three layers once, as VP8 in RTP packets; they are sent over and over with fresh numbers and times. */
export async function encodeLayers(): Promise<readonly (readonly RecordedPacket[])[]> {
  const layers: RecordedPacket[][] = [];
  for (const layer of LAYERS) layers.push(await record(layer.size, layer.kilobits));
  return layers;
}

async function record(size: string, kilobits: number): Promise<RecordedPacket[]> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const packets: RecordedPacket[] = [];
  let first: number | null = null;
  socket.on('message', (packet: Buffer) => {
    if (((packet[1] ?? 0) & 0x7f) !== 96) return;
    const timestamp = packet.readUInt32BE(4);
    first ??= timestamp;
    packets.push({
      timestamp: (timestamp - first) >>> 0,
      marker: ((packet[1] ?? 0) & 0x80) !== 0,
      payload: Buffer.from(packet.subarray(12)),
    });
  });
  const rate = `${kilobits}k`;
  const ffmpeg = spawn(
    'ffmpeg',
    [
      ...['-v', 'error', '-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=30:duration=${LOOP_SECONDS}`],
      ...[
        '-c:v',
        'libvpx',
        '-deadline',
        'realtime',
        '-cpu-used',
        '8',
        '-b:v',
        rate,
        '-minrate',
        rate,
        '-maxrate',
        rate,
      ],
      ...['-g', String(KEY_FRAME_EVERY), '-payload_type', '96', '-f', 'rtp'],
      `rtp://127.0.0.1:${socket.address().port}?pkt_size=1200`,
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const [code] = (await once(ffmpeg, 'exit')) as [number | null];
  socket.close();
  if (code !== 0 || packets.length === 0) throw new Error(`ffmpeg encoded no ${size} picture`);
  return packets;
}
