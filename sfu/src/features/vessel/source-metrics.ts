import { Gauge, type Registry } from 'prom-client';
import type { VesselSourceHealth } from '@haigang/shared/features/vessel/vessel.model';

const FIGURES = {
  connected: ['1 while it can be heard', (one) => (one.state === 'live' || one.state === 'silent' ? 1 : 0)],
  sentences: ['Sentences with a right checksum since the start', (one) => one.sentences],
  sentences_per_second: ['Of the last minute', (one) => one.sentencesPerSecond],
  bad_checksum: ['Sentences with a wrong checksum', (one) => one.badChecksum],
  malformed: ['Lines and sentences nothing could be made of', (one) => one.malformed],
  dropped_fragments: ['Parts of messages that never became whole', (one) => one.droppedFragments],
  refused_peers: ['Senders that are not on the list', (one) => one.refusedPeers],
  first: ['Messages it was the first to hear', (one) => one.first],
  also: ['Messages another source, or it, had heard before', (one) => one.also],
  last_sentence_timestamp_seconds: ['When it was last heard, 0 for never', (one) => (one.lastSentenceAt ?? 0) / 1000],
} as const satisfies Record<string, readonly [help: string, read: (one: VesselSourceHealth) => number]>;

/** [AIS47] Every figure of every source, read at each scrape; the names are those of the configuration. */
export function createSourceMetrics(
  registry: Registry,
  feed: { readonly picture: { readonly sources: readonly VesselSourceHealth[] } },
): void {
  for (const [name, [help, read]] of Object.entries(FIGURES)) {
    new Gauge({
      ...{ name: `haigang_ais_source_${name}`, help, labelNames: ['source'], registers: [registry] },
      collect() {
        for (const source of feed.picture.sources) this.set({ source: source.id }, read(source));
      },
    });
  }
}
