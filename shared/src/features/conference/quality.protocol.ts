import { z } from 'zod';
import { action, type Call } from '../../kernel/contract.js';
import { Instant } from '../../kernel/time.js';
import { RUNGS } from './ladder.rules.js';
import { PictureSource } from './media.protocol.js';

const Amount = z.number().min(0).max(10_000_000);

/** One direction of a participant's line as the page measured it over the last seconds. */
export const LineQuality = z.object({
  rung: z.enum(RUNGS),
  kbps: Amount,
  lossPercent: z.number().min(0).max(100),
  roundTripMs: Amount.nullable(),
  jitterMs: Amount,
  /** Standstills of pictures since the seat began; always 0 for what is sent. */
  freezes: Amount,
});
export type LineQuality = z.infer<typeof LineQuality>;

export const SeatQuality = z.object({ up: LineQuality, down: LineQuality });
export type SeatQuality = z.infer<typeof SeatQuality>;

/** A still picture in base64 holds a third more than its bytes; the socket carries 64 KiB. */
const MAX_STILL_CHARACTERS = 60_000;

const Seat = z.object({ conferenceId: z.uuid() });

export const qualityCalls = {
  /**
   * Tells how a page's line is; the room hears it with the next `conference:quality-changed`. Comes back with what the
   * worker estimates it could send to the page, since only a sender can tell, and with what it misses of the page's voice
   * (null without one): the receiver reports of RTCP tell a speaker what the worst of his listeners misses.
   */
  'conference:report-quality': action(
    Seat.extend(SeatQuality.shape),
    z.object({ downAvailableKbps: Amount.nullable(), upLossPercent: z.number().min(0).max(100).nullable() }),
  ),
  /**
   * Shows one JPEG in place of the moving picture, to those who cannot have that: everybody when the sender's line is too
   * weak, otherwise those whose own is. Refused: no JPEG or too large (`invalid_input conference.still-refused`), sooner
   * than allowed (`over_capacity conference.still-too-soon`).
   */
  'conference:send-still': action(
    Seat.extend({
      source: PictureSource.default('camera'),
      jpeg: z.base64().min(4).max(MAX_STILL_CHARACTERS),
    }),
    z.object({}),
  ),
} as const satisfies Record<string, Call>;

export const qualityEvents = {
  /** The lines of those in the room that reported since the last one; lossy, the newest counts. */
  'conference:quality-changed': z.object({
    conferenceId: z.uuid(),
    people: z.array(SeatQuality.extend({ principalId: z.string() })),
  }),
  /** The newest still picture of a participant's camera or screen; lossy. */
  'conference:still-shown': z.object({
    conferenceId: z.uuid(),
    principalId: z.string(),
    source: PictureSource,
    jpeg: z.string(),
    at: Instant,
  }),
} as const;
