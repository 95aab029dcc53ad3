import type { TrackBreak, TrackPoint } from '@haigang/shared/features/vessel/track.model';
import { degreesOf, minusOne, plusOne, statusCode, statusOf, TICK_MS, tickOf, UNITS_PER_DEGREE } from './fix-batch.js';

export const HOUR_MS = 3_600_000;

/** Box around the points of a block, 1/10,000 minutes. */
export interface BlockBounds {
  readonly south: number;
  readonly west: number;
  readonly north: number;
  readonly east: number;
}

const BREAKS: readonly (TrackBreak | null)[] = [null, 'gap', 'jump'];
/** Bits of a point's head below its time: whether the navigation status changes, and two of the break. */
const STATUS_BIT = 1;
const HEAD_SCALE = 8;
const FIRST_BYTES = 64;
/** Most a point takes: six numbers of at most five bytes and the status. */
const MOST_POINT_BYTES = 31;

/** Whole numbers of the point before; what a block begins with is the hour and nought. */
interface Last {
  tick: number;
  lat: number;
  lon: number;
  speed: number;
  course: number;
  heading: number;
  status: number;
}
const lastAtStart = (hour: number): Last => ({
  ...{ tick: tickOf(hour * HOUR_MS), lat: 0, lon: 0 },
  ...{ speed: 0, course: 0, heading: 0, status: 0 },
});

/**
 * The points of one vessel in one hour as bytes: each as its differences from the one before, in numbers of as many bytes
 * as they need. Points are appended in order of time and within the hour; an older one is not.
 */
export class TrackBlock {
  readonly hour: number;
  readonly #last: Last;
  #bytes = new Uint8Array(FIRST_BYTES);
  #length = 0;
  #count = 0;
  #south = Infinity;
  #west = Infinity;
  #north = -Infinity;
  #east = -Infinity;

  constructor(hour: number) {
    this.hour = hour;
    this.#last = lastAtStart(hour);
  }

  get count(): number {
    return this.#count;
  }

  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  get bounds(): BlockBounds {
    return { south: this.#south, west: this.#west, north: this.#north, east: this.#east };
  }

  /** False when it is older than the last, and was not appended. */
  append(point: TrackPoint): boolean {
    const last = this.#last;
    const next = wholeNumbers(point);
    if (next.tick < last.tick || (next.tick === last.tick && this.#count > 0)) return false;
    this.#makeRoom();
    const status = next.status === last.status ? 0 : STATUS_BIT;
    this.#put((next.tick - last.tick) * HEAD_SCALE + BREAKS.indexOf(point.break) * 2 + status);
    for (const field of ['lat', 'lon', 'speed', 'course', 'heading'] as const) {
      this.#put(zigzag(next[field] - last[field]));
    }
    if (status) this.#put(next.status);
    Object.assign(last, next);
    this.#count += 1;
    this.#south = Math.min(this.#south, next.lat);
    this.#north = Math.max(this.#north, next.lat);
    this.#west = Math.min(this.#west, next.lon);
    this.#east = Math.max(this.#east, next.lon);
    return true;
  }

  #makeRoom(): void {
    if (this.#length + MOST_POINT_BYTES <= this.#bytes.length) return;
    const larger = new Uint8Array(this.#bytes.length * 2);
    larger.set(this.#bytes);
    this.#bytes = larger;
  }

  #put(value: number): void {
    let rest = value;
    while (rest >= 0x80) {
      this.#bytes[this.#length++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.#bytes[this.#length++] = rest;
  }
}

/** The points of a block, oldest first. Throws a RangeError when the bytes end within a point. */
export function readBlock(hour: number, bytes: Uint8Array): TrackPoint[] {
  const points: TrackPoint[] = [];
  const last = lastAtStart(hour);
  let at = 0;
  const take = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 0x80) {
      const byte = bytes[at++];
      if (byte === undefined) throw new RangeError('a block of a track is cut');
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  };
  while (at < bytes.length) {
    const head = take();
    last.tick += Math.floor(head / HEAD_SCALE);
    for (const field of ['lat', 'lon', 'speed', 'course', 'heading'] as const) last[field] += unzigzag(take());
    if (head % 2 === STATUS_BIT) last.status = take();
    points.push({
      at: last.tick * TICK_MS,
      lat: degreesOf(last.lat),
      lon: degreesOf(last.lon),
      speedKnots: minusOne(last.speed, 10),
      courseDeg: minusOne(last.course, 10),
      headingDeg: minusOne(last.heading, 1),
      navigationStatus: statusOf(last.status),
      break: BREAKS[Math.floor(head / 2) % 4] ?? null,
    });
  }
  return points;
}

/** Points of two blocks of one hour as one; where both have one of an instant the first counts. */
export function mergedBlock(hour: number, first: readonly TrackPoint[], second: readonly TrackPoint[]): TrackBlock {
  const block = new TrackBlock(hour);
  for (const point of [...first, ...second].toSorted((a, b) => a.at - b.at)) block.append(point);
  return block;
}

function wholeNumbers(point: TrackPoint): Last {
  return {
    tick: tickOf(point.at),
    lat: Math.round(point.lat * UNITS_PER_DEGREE),
    lon: Math.round(point.lon * UNITS_PER_DEGREE),
    speed: plusOne(point.speedKnots, 10),
    course: plusOne(point.courseDeg, 10),
    heading: plusOne(point.headingDeg, 1),
    status: statusCode(point.navigationStatus),
  };
}

/** Numbers of either sign as numbers without one, small ones small. */
function zigzag(value: number): number {
  return value >= 0 ? value * 2 : -value * 2 - 1;
}

function unzigzag(value: number): number {
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}
