import { applyFrame, parseFrame } from '@haigang/shared/features/vessel/vessel-frame';
import type { Vessel } from '@haigang/shared/features/vessel/vessel.model';
import { startServerProcess } from '@haigang/e2e/testing/server-process';
import { freePorts } from '@haigang/sfu/testing/free-ports';
import { connectClient } from '@haigang/sfu/testing/test-client';
import { progress, report } from './measure.js';
import { openReceiver, placeOf, positionOf, transmit } from './synthetic/traffic.js';
import { mmsiOf } from './synthetic/tracks.js';

/**
 * `ais-burst`: 10 seconds of 10,000 sentences a second by TCP. Sentences lost, goal 0; and the time from the last one sent
 * until the desk's picture holds the last position of every target, seconds, goal ≤ 5.
 */
const TARGETS = 10_000;
const SENTENCES_A_SECOND = 10_000;
const BEATS_A_SECOND = 100;
const SECONDS = 10;
/** What AIS tells of a place is rounded to this, degrees. */
const AIS_DEGREES = 1 / 600_000;
const LONGEST_RECOVERY_MS = 60_000;

const { first: tcpPort } = await freePorts(1);
const server = await startServerProcess(() => ({
  HAIGANG_AIS_SOURCES: `tcp-listen://127.0.0.1:${tcpPort}`,
  HAIGANG_MEDIA_WORKERS: '1',
}));
try {
  const desk = await connectClient(server, 'dispatcher');
  let picture: ReadonlyMap<string, Vessel> = new Map();
  desk.socket.on('vessel:frame', (bytes: Uint8Array) => {
    picture = applyFrame(picture, parseFrame(bytes));
  });
  await desk.call('vessel:look', { view: null });
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
    const isOver = (): boolean => performance.now() - last > LONGEST_RECOVERY_MS;
    while (targetsInPlace() < TARGETS && !isOver()) await desk.next('vessel:frame', undefined, LONGEST_RECOVERY_MS);
    const { sources } = await desk.call('vessel:list', {});
    return { sentences: sources.reduce((sum, source) => sum + source.sentences, 0), targets: targetsInPlace() };
  }

  /** How many the desk shows where they said last that they are. */
  function targetsInPlace(): number {
    const isThere = (target: number): boolean => {
      const place = picture.get(String(mmsiOf(target)))?.position;
      const { lat, lon } = placeOf(target, SECONDS - 1);
      return place != null && Math.abs(place.lat - lat) < AIS_DEGREES && Math.abs(place.lon - lon) < AIS_DEGREES;
    };
    return Array.from({ length: TARGETS }, (_, target) => target).filter(isThere).length;
  }
} finally {
  await server.close();
}
