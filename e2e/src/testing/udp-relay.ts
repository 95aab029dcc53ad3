import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { BrowserContext } from 'playwright-core';

/** What one direction of a line does to datagrams. */
export interface LineConditions {
  readonly lossPercent: number;
  readonly delayMs: number;
  /** Up to this much on top of the delay, evenly spread; datagrams keep their order. */
  readonly jitterMs: number;
  /** What the line carries; null for no limit. */
  readonly kilobitsPerSecond: number | null;
  /** Longest time a datagram waits for its turn on a limited line; the ones beyond are dropped, as a router does. */
  readonly queueMs: number;
  /** Nothing gets through for so long, again and again, as where a radio changes its cell; null for a line without gaps. */
  readonly gaps: { readonly everyMs: number; readonly forMs: number } | null;
  readonly blocked: boolean;
}

const CLEAR: LineConditions = {
  lossPercent: 0,
  delayMs: 0,
  jitterMs: 0,
  kilobitsPerSecond: null,
  queueMs: 400,
  gaps: null,
  blocked: false,
};

interface LineCounts {
  forwarded: number;
  dropped: number;
  bytes: number;
}

/** One access line between a page and a media worker, whose conditions a test changes while it runs. */
export interface UdpRelay {
  readonly address: string;
  readonly port: number;
  readonly counts: { readonly up: Readonly<LineCounts>; readonly down: Readonly<LineCounts> };
  /** Up is from the page to the worker. What is not named becomes clear again. */
  shape(conditions: { up?: Partial<LineConditions>; down?: Partial<LineConditions> }): void;
  /** The worker sees every page come from another port from now on, as after a NAT's reboot. */
  rebind(): void;
  /** Every port a page uses now is dead for ever, without a word; new ones get through: the page has another network. */
  strand(): void;
  /** Only pages and relays with such a port get through, as where a firewall lets one host out. */
  admit(port: (port: number) => boolean): void;
  close(): Promise<void>;
}

/**
 * Listens at `address` (any of 127/8) on the worker's own port number, since mediasoup announces another address but
 * never another port, and forwards to `target`. All flows share the line's rate, as all of a phone's do. Losses are the
 * same in every run with the same `seed`.
 */
export async function openUdpRelay(options: {
  address: string;
  target: { ip: string; port: number };
  seed?: number;
}): Promise<UdpRelay> {
  const { address, target } = options;
  const random = generator(options.seed ?? 1);
  const front = createSocket('udp4');
  const flows = new Map<string, Socket>();
  const stranded = new Set<string>();
  let admitted = (_port: number): boolean => true;
  const up = new Line(random);
  const down = new Line(random);
  const upstream = (client: RemoteInfo): Socket => {
    const key = `${client.address}:${client.port}`;
    const known = flows.get(key);
    if (known) return known;
    const flow = createSocket('udp4');
    flow.on('error', () => undefined);
    flow.on('message', (datagram) => {
      down.carry(datagram, () => front.send(datagram, client.port, client.address, () => undefined));
    });
    flow.bind(0, target.ip);
    flows.set(key, flow);
    return flow;
  };
  front.on('error', () => undefined);
  front.on('message', (datagram, client) => {
    if (stranded.has(`${client.address}:${client.port}`) || !admitted(client.port)) return;
    up.carry(datagram, () => upstream(client).send(datagram, target.port, target.ip, () => undefined));
  });
  const dropFlows = (): void => {
    for (const flow of flows.values()) flow.close();
    flows.clear();
  };
  front.bind(target.port, address);
  await once(front, 'listening');
  return {
    address,
    port: target.port,
    counts: { up: up.counts, down: down.counts },
    shape: (conditions) => {
      up.conditions = { ...CLEAR, ...conditions.up };
      down.conditions = { ...CLEAR, ...conditions.down };
    },
    rebind: dropFlows,
    admit: (port) => (admitted = port),
    strand: () => {
      for (const client of flows.keys()) stranded.add(client);
      dropFlows();
    },
    close: async () => {
      up.close();
      down.close();
      dropFlows();
      front.close();
      await once(front, 'close');
    },
  };
}

/** Makes every later page of this profile reach the media at the relay in place of `from`; other pages are as before. */
export async function sendMediaThrough(
  { context }: { readonly context: BrowserContext },
  relay: UdpRelay,
  from = '127.0.0.1',
): Promise<void> {
  await context.addInitScript(
    ([before, after]) => {
      const Known = window.RTCPeerConnection;
      window.RTCPeerConnection = class extends Known {
        override setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
          const sdp = description.sdp?.replaceAll(new RegExp(`(a=candidate:.*) ${before} `, 'gu'), `$1 ${after} `);
          return super.setRemoteDescription({ type: description.type, ...(sdp === undefined ? {} : { sdp }) });
        }
      };
    },
    [from, relay.address] as const,
  );
}

/** One direction: loses, queues at the line's rate, delays, in order. */
class Line {
  conditions = CLEAR;
  readonly counts: LineCounts = { forwarded: 0, dropped: 0, bytes: 0 };
  readonly #random: () => number;
  readonly #under: { arrival: number; datagram: Buffer; deliver: () => void }[] = [];
  #timer: NodeJS.Timeout | undefined;
  #freeAt = 0;
  #lastArrival = 0;

  constructor(random: () => number) {
    this.#random = random;
  }

  carry(datagram: Buffer, deliver: () => void): void {
    const { lossPercent, delayMs, jitterMs, kilobitsPerSecond, queueMs, gaps, blocked } = this.conditions;
    const now = performance.now();
    const turn = Math.max(now, this.#freeAt);
    const full = kilobitsPerSecond !== null && turn - now > queueMs;
    const inGap = gaps !== null && now % gaps.everyMs < gaps.forMs;
    if (blocked || full || inGap || this.#random() * 100 < lossPercent) {
      this.counts.dropped += 1;
      return;
    }
    const departure = kilobitsPerSecond === null ? now : turn + (datagram.length * 8) / kilobitsPerSecond;
    if (kilobitsPerSecond !== null) this.#freeAt = departure;
    this.#lastArrival = Math.max(departure + delayMs + this.#random() * jitterMs, this.#lastArrival);
    this.#under.push({ arrival: this.#lastArrival, datagram, deliver });
    if (this.#timer === undefined) this.#deliverDue();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#under.length = 0;
  }

  #deliverDue(): void {
    this.#timer = undefined;
    for (let next = this.#under[0]; next; next = this.#under[0]) {
      const wait = next.arrival - performance.now();
      if (wait > 0) {
        this.#timer = setTimeout(() => this.#deliverDue(), Math.ceil(wait));
        return;
      }
      this.#under.shift();
      this.#arrived(next.datagram, next.deliver);
    }
  }

  #arrived(datagram: Buffer, deliver: () => void): void {
    // The line went while the datagram was on it.
    if (this.conditions.blocked) {
      this.counts.dropped += 1;
      return;
    }
    this.counts.forwarded += 1;
    this.counts.bytes += datagram.length;
    deliver();
  }
}

/** mulberry32: small, even, and the same in every run. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
