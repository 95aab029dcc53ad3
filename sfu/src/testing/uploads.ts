import { createHash } from 'node:crypto';
import { request } from 'node:https';
import { deflateSync, crc32 } from 'node:zlib';
import type { EvidenceKind } from '@haigang/shared/features/evidence/evidence.model';
import type { TestServer } from './start-app.js';

type Server = Pick<TestServer, 'url' | 'caPem'>;

export interface UploadClaim {
  readonly incidentId?: string;
  readonly conferenceId?: string;
  readonly kind?: EvidenceKind;
  readonly filename?: string;
  readonly takenAt?: string;
  readonly sha256?: string;
  readonly subject?: string;
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** A real PNG of random grey, so that its bytes are new each time and cannot be packed. */
export function picture(width = 64, height = 48): Buffer {
  const rows = Buffer.alloc((width + 1) * height);
  for (let at = 0; at < rows.length; at += 1) rows[at] = at % (width + 1) === 0 ? 0 : Math.floor(Math.random() * 256);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND')]);
}

function chunk(type: string, data = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Record<string, string | string[] | undefined>;
}

/** One request of the tus protocol; `cutAfter` closes the connection after so many bytes of the body. */
export function tus(
  server: Server,
  method: string,
  path: string,
  options: {
    cookie: string;
    headers?: Record<string, string>;
    body?: Uint8Array;
    cutAfter?: number;
    surface?: string;
  },
): Promise<Answer> {
  const { body, cutAfter } = options;
  return new Promise((resolve, reject) => {
    const call = request(
      `${server.url}${path}`,
      {
        method,
        ca: server.caPem,
        headers: {
          ...{ 'Tus-Resumable': '1.0.0', cookie: options.cookie },
          ...(options.surface ? { 'x-haigang-surface': options.surface } : {}),
          ...(body ? { 'Content-Length': String(body.byteLength) } : {}),
          ...options.headers,
        },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: json(text), headers: response.headers }),
        );
      },
    );
    call.on('error', reject);
    if (body && cutAfter !== undefined) call.write(body.subarray(0, cutAfter), () => call.destroy());
    else call.end(body);
  });
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Begins an upload; the answer's `location` is where its bytes go. */
export function createUpload(
  server: Server,
  cookie: string,
  size: number,
  claim: UploadClaim,
  surface?: string,
): Promise<Answer> {
  const metadata = Object.entries({ kind: 'photo', ...claim })
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',');
  const headers = { 'Upload-Length': String(size), 'Upload-Metadata': metadata };
  return tus(server, 'POST', '/api/uploads', { cookie, headers, ...(surface ? { surface } : {}) });
}

/** Sends bytes from an offset on. */
export function sendBytes(
  server: Server,
  cookie: string,
  location: string,
  bytes: Uint8Array,
  options: { offset?: number; cutAfter?: number; surface?: string } = {},
): Promise<Answer> {
  const { offset = 0, ...rest } = options;
  return tus(server, 'PATCH', location, {
    cookie,
    ...rest,
    headers: { 'Upload-Offset': String(offset), 'Content-Type': 'application/offset+octet-stream' },
    body: bytes.subarray(offset),
  });
}

/** A whole upload; the answer of the last step that was reached. */
export async function upload(
  server: Server,
  cookie: string,
  bytes: Uint8Array,
  claim: UploadClaim,
  surface?: string,
): Promise<Answer> {
  const created = await createUpload(server, cookie, bytes.byteLength, claim, surface);
  if (created.status !== 201) return created;
  return sendBytes(server, cookie, String(created.headers['location']), bytes, surface ? { surface } : {});
}

export function reasonOf(answer: { body: unknown }): string | undefined {
  return (answer.body as { error?: { reason: string } } | null)?.error?.reason;
}
