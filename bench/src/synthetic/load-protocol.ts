/** One synthetic sender: three simulcast layers and a voice. */
export interface SenderPlan {
  readonly videoPort: number;
  readonly videoSsrcs: readonly number[];
  readonly videoPayloadType: number;
  readonly audioPort: number;
  readonly audioSsrc: number;
  readonly audioPayloadType: number;
  readonly audioLevelExtensionId: number;
}

/** What the benchmark tells the load generator. */
export type LoadCommand =
  | { readonly do: 'send'; readonly senders: readonly SenderPlan[] }
  /** Tells and clears the counters. */
  | { readonly do: 'count' };

export type LoadReply =
  | { readonly kind: 'ready'; readonly sinkPort: number; readonly probePort: number }
  | {
      readonly kind: 'counted';
      readonly packets: number;
      readonly bytes: number;
      readonly probePackets: number;
      /** From sent to received by the probe, one per packet. */
      readonly delaysMs: readonly number[];
    };
