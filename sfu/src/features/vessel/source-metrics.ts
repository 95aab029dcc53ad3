import { Gauge, type Registry } from 'prom-client';
import type { RecordingHealth, VesselSourceHealth } from '@haigang/shared/features/vessel/vessel.model';

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

const RECORDING = {
  failing: ['1 while nothing can be written', (one) => (one.fault === null ? 0 : 1)],
  lines: ['Lines written since the start', (one) => one.lines],
  lost: ['Lines lost because the disk was slow or refused', (one) => one.lost],
  bytes: ['Room the files take', (one) => one.bytes],
} as const satisfies Record<string, readonly [help: string, read: (one: RecordingHealth) => number]>;

/** [AIS47] Every figure of every source, read at each scrape; the names are those of the configuration. */
export function createSourceMetrics(
  registry: Registry,
  feed: { readonly sources: readonly VesselSourceHealth[]; readonly recording: RecordingHealth | null },
): void {
  const registers = [registry];
  for (const [name, [help, read]] of Object.entries(FIGURES)) {
    new Gauge({
      ...{ name: `haigang_ais_source_${name}`, help, labelNames: ['source'], registers },
      collect() {
        for (const source of feed.sources) this.set({ source: source.id }, read(source));
      },
    });
  }
  if (feed.recording === null) return;
  for (const [name, [help, read]] of Object.entries(RECORDING)) {
    new Gauge({
      ...{ name: `haigang_ais_recording_${name}`, help, registers },
      collect() {
        if (feed.recording) this.set(read(feed.recording));
      },
    });
  }
}
