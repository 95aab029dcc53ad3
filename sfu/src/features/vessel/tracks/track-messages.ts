import type { TrackLimits } from '@haigang/shared/features/vessel/track.rules';
import type { TrackArea, TrackRange } from './track-store.js';

/** What the thread is told when it starts. */
export interface TrackThreadData {
  readonly path: string;
  readonly limits: TrackLimits;
}

/** What the thread is asked; each is answered once, in order. */
export type TrackRequest =
  | {
      readonly kind: 'take';
      readonly fixes: Uint8Array | null;
      readonly limits: TrackLimits;
      readonly now: number;
      readonly keepMs: number;
    }
  | { readonly kind: 'read'; readonly mmsi: number; readonly simulated: boolean | null; readonly range: TrackRange }
  | { readonly kind: 'read-area'; readonly area: TrackArea; readonly range: TrackRange; readonly leadMs: number };

export interface TrackAnswers {
  readonly take: TrackFigures;
  /** Points as `packPoints` makes them; the one before the time asked for apart, empty without one. */
  readonly read: {
    readonly simulated: boolean;
    readonly before: Float64Array;
    readonly points: Float64Array;
    readonly truncatedAt: number | null;
  };
  readonly 'read-area': {
    readonly tracks: ReadonlyMap<number, Float64Array>;
    readonly truncatedAt: number | null;
  };
}

/** What is in the file, and why it could not be tidied when it could not. */
export interface TrackFigures {
  readonly bytes: number;
  /** Points kept since the thread started. */
  readonly points: number;
  /** Points that were left out because their vessel or the hour had too many. */
  readonly overLimit: number;
  /** Tracks begun anew because the clock had been ahead. */
  readonly ahead: number;
  readonly untidy: string | null;
}

export type TrackCall = { readonly id: number } & (TrackRequest | { readonly kind: 'close' });

export type TrackReply =
  | { readonly id: number; readonly ok: true; readonly value: TrackAnswers[TrackRequest['kind']] }
  /** The thread goes on; asking again later may help. */
  | { readonly id: number; readonly ok: false; readonly reason: string };
