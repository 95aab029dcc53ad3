/** One request of RTSP 1.0 (RFC 2326); header names in lower case. */
export interface RtspRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: ReadonlyMap<string, string>;
}

const MAX_HEAD_BYTES = 8192;
const MAX_BODY_BYTES = 4096;
const REQUEST_LINE = /^([A-Z_]{1,20}) (\S{1,600}) RTSP\/1\.0$/u;
const INTERLEAVED = 0x24;

/**
 * Cuts what a client sends into requests. Interleaved packets (receiver reports) and bodies are skipped. `push` throws at
 * rubbish or at more than the size caps; the connection is to be closed then.
 */
export class RtspParser {
  #pending: Buffer = Buffer.alloc(0);
  #skipBytes = 0;

  push(chunk: Buffer): RtspRequest[] {
    this.#pending = Buffer.concat([this.#pending, chunk]);
    const requests: RtspRequest[] = [];
    while (this.#step(requests)) continue;
    if (this.#pending.length > MAX_HEAD_BYTES && this.#pending[0] !== INTERLEAVED) {
      throw new Error('the request is too long');
    }
    return requests;
  }

  /** Takes one thing off the front; false when more bytes are needed. */
  #step(requests: RtspRequest[]): boolean {
    if (this.#skipBytes > 0) return this.#skip();
    if (this.#pending.length === 0) return false;
    if (this.#pending[0] === INTERLEAVED) {
      if (this.#pending.length < 4) return false;
      this.#skipBytes = 4 + this.#pending.readUInt16BE(2);
      return true;
    }
    const end = this.#pending.indexOf('\r\n\r\n');
    if (end < 0 || end > MAX_HEAD_BYTES) return false;
    const request = parseHead(this.#pending.toString('latin1', 0, end));
    this.#pending = this.#pending.subarray(end + 4);
    this.#skipBytes = bodyLength(request);
    requests.push(request);
    return true;
  }

  #skip(): boolean {
    const skipped = Math.min(this.#skipBytes, this.#pending.length);
    this.#pending = this.#pending.subarray(skipped);
    this.#skipBytes -= skipped;
    return skipped > 0;
  }
}

function parseHead(head: string): RtspRequest {
  const [first = '', ...lines] = head.split('\r\n');
  const [, method, url] = REQUEST_LINE.exec(first) ?? [];
  if (method === undefined || url === undefined) throw new Error('not an RTSP request');
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon < 1) throw new Error('not an RTSP header');
    headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return { method, url, headers };
}

function bodyLength(request: RtspRequest): number {
  const text = request.headers.get('content-length') ?? '0';
  if (!/^\d{1,6}$/u.test(text) || Number(text) > MAX_BODY_BYTES) throw new Error('the body is too long');
  return Number(text);
}
