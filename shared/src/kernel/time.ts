import { z } from 'zod';

/** UTC instant on the wire and in storage, for example `2026-05-10T00:59:10.000Z`. */
export const Instant = z.iso.datetime();
export type Instant = z.infer<typeof Instant>;

/** Milliseconds since 1970, from a clock that never runs backwards. */
export type Clock = () => number;

export const BEIJING_OFFSET_MS = 8 * 3_600_000;

export function toInstant(epochMs: number): Instant {
  return new Date(epochMs).toISOString();
}

/** Shanghai calendar day of an instant as `YYYYMMDD`; Asia/Shanghai has no daylight saving (domain.md §4). */
export function shanghaiDay(epochMs: number): string {
  return toInstant(epochMs + BEIJING_OFFSET_MS)
    .slice(0, 10)
    .replaceAll('-', '');
}

/** 北京时间 `HH:MM:SS` of an instant. */
export function beijingTime(epochMs: number): string {
  return toInstant(epochMs + BEIJING_OFFSET_MS).slice(11, 19);
}

/** 北京时间 `YYYY-MM-DD HH:MM` of an instant. */
export function beijingMinute(epochMs: number): string {
  return `${beijingDate(epochMs)} ${beijingTime(epochMs).slice(0, 5)}`;
}

/** 北京时间 `YYYY-MM-DD` of an instant. */
export function beijingDate(epochMs: number): string {
  return toInstant(epochMs + BEIJING_OFFSET_MS).slice(0, 10);
}

/** `m:ss` or `h:mm:ss`; never negative. */
export function elapsed(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (value: number): string => String(value).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
