import type { types } from 'mediasoup';

/** At this part of the rate it began with an estimate counts as back there. */
const BACK_SHARE = 0.95;

/**
 * The worker's estimate of the way to a page.
 *
 * [LADDER6] The worker passes over every estimate that equals the rate the transport began with
 * (`TransportCongestionControlClient::OnTargetTransferRate` of mediasoup 3), and that rate is also the most it estimates
 * while little is wanted. A line that was bad and is clear again lands just there, so that the picture would stay away for
 * good. While an estimate is below its beginning, its most is therefore one bit per second less.
 */
export class DownlinkEstimate {
  readonly #transport: types.WebRtcTransport;
  readonly #startBitsPerSecond: number;
  #limited = false;

  constructor(transport: types.WebRtcTransport, startKbps: number) {
    this.#transport = transport;
    this.#startBitsPerSecond = startKbps * 1000;
  }

  /** What the worker could send now, kbit/s; null before there is an estimate. To be asked again and again. */
  async measureKbps(): Promise<number | null> {
    const stats = await this.#transport.getStats().catch(() => []);
    const [{ availableOutgoingBitrate } = { availableOutgoingBitrate: undefined }] = stats;
    // The worker says 0 until the transport is connected, and never estimates less than 30 kbit/s.
    if (!availableOutgoingBitrate) return null;
    await this.#limit(availableOutgoingBitrate < this.#startBitsPerSecond * BACK_SHARE);
    return availableOutgoingBitrate / 1000;
  }

  async #limit(limited: boolean): Promise<void> {
    if (limited === this.#limited || this.#transport.closed) return;
    this.#limited = limited;
    await this.#transport.setMaxOutgoingBitrate(limited ? this.#startBitsPerSecond - 1 : 0).catch(() => {
      this.#limited = !limited;
    });
  }
}
