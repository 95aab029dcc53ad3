import { startServerProcess } from '@haigang/e2e/testing/server-process';
import { freePorts } from '@haigang/sfu/testing/free-ports';
import { connectClient } from '@haigang/sfu/testing/test-client';
import { progress, report } from './measure.js';
import { openReceiver, positionOf, transmit } from './synthetic/traffic.js';
import { mmsiOf } from './synthetic/tracks.js';

/**
 * `ais-burst`: 10 seconds of 10,000 sentences a second by TCP. Sentences lost, goal 0; and the time from the last one sent
 * until the desk's picture holds the last position of every target, seconds, goal ≤ 5.
 */
const TARGETS = 10_000;
const SENTENCES_A_SECOND = 10_000;
const BEATS_A_SECOND = 100;
const SECONDS = 10;
const LONGEST_RECOVERY_MS = 60_000;

const { first: tcpPort } = await freePorts(1);
const server = await startServerProcess(() => ({
  HAIGANG_AIS_SOURCES: `tcp-listen://127.0.0.1:${tcpPort}`,
  HAIGANG_MEDIA_WORKERS: '1',
}));
try {
  const desk = await connectClient(server, 'dispatcher');
  const tcp = await openReceiver(tcpPort);
  const perBeat = SENTENCES_A_SECOND / BEATS_A_SECOND;
  const beats = Array.from({ length: SECONDS * BEATS_A_SECOND }, (_, beat) =>
    Array.from({ length: perBeat }, (__, at) => (beat * perBeat + at) % TARGETS).flatMap((target) =>
      positionOf(target, Math.floor(beat / BEATS_A_SECOND)),
    ),
  );
  const sent = beats.flat().length;
  progress(`${sent} sentences are ready`);
  const began = performance.now();
  await transmit({ tcp, seconds: SECONDS, beatsPerSecond: BEATS_A_SECOND, due: (beat) => beats[beat] ?? [] });
  const last = performance.now();
  const heard = await untilAllHeard();
  const recoverySeconds = Math.round((performance.now() - last) / 100) / 10;
  tcp.destroy();
  desk.close();
  report('ais-burst', {
    ...{ sent, lost: sent - heard.sentences, targets: heard.targets, recoverySeconds },
    sentPerSecond: Math.round(sent / ((last - began) / 1000)),
  });

  async function untilAllHeard(): Promise<{ sentences: number; targets: number }> {
    for (;;) {
      const { vessels, sources } = await desk.call('vessel:list', {});
      const sentences = sources.reduce((sum, source) => sum + source.sentences, 0);
      const newest = vessels.find(({ mmsi }) => mmsi === String(mmsiOf(TARGETS - 1)))?.positionAt ?? 0;
      const isThere = sentences >= sent && newest > 0;
      if (isThere || performance.now() - last > LONGEST_RECOVERY_MS) return { sentences, targets: vessels.length };
    }
  }
} finally {
  await server.close();
}
