import { connect, type Socket } from 'node:net';
import { encodePositionReport, encodeStaticData } from '@haigang/shared/features/vessel/ais-encoder';
import type { LatLon } from '@haigang/shared/kernel/geodesy';
import { mmsiOf } from './tracks.js';

/** Of ten targets four are under way. */
const MOVING_OF_TEN = 4;
const MOVING_KNOTS = 10;
/** What 10 knots move a ship in a second, degrees of latitude. */
const DEGREES_A_SECOND = (MOVING_KNOTS * 1852) / 3600 / 111_120;

/** Who the target says it is: the sentences of one static report. */
export function staticOf(target: number): string[] {
  return encodeStaticData(
    {
      ...{ mmsi: mmsiOf(target), name: `SYNTH ${String(target).padStart(5, '0')}`, imo: 0 },
      ...{ callSign: `S${String(target)}`, shipTypeCode: 70, lengthMetres: 120, beamMetres: 20 },
      ...{ draughtMetres: 7, destination: 'CNNBO' },
    },
    target % 10,
  );
}

/** Where the target is after so many seconds. */
export function placeOf(target: number, second: number): LatLon {
  return {
    lat: 29 + (target % 100) / 100 + (speedKnotsOf(target) > 0 ? second * DEGREES_A_SECOND : 0),
    lon: 121 + Math.floor(target / 100) / 100,
  };
}

/** That in one sentence; every report differs from the one before. */
export function positionOf(target: number, second: number): string[] {
  const speedKnots = speedKnotsOf(target);
  const place = placeOf(target, second);
  const said = { mmsi: mmsiOf(target), navigationStatusCode: 0, courseDeg: 0, headingDeg: 0, speedKnots };
  return encodePositionReport({ ...said, ...place }, second % 60);
}

function speedKnotsOf(target: number): number {
  return target % 10 < MOVING_OF_TEN ? MOVING_KNOTS : 0;
}

/** A receiver that sends on a beat: what is due at each of `beatsPerSecond` beats of a second, none left out when late. */
export async function transmit(options: {
  readonly tcp: Socket;
  readonly seconds: number;
  readonly beatsPerSecond: number;
  readonly due: (beat: number) => readonly string[];
  readonly sent?: (beat: number) => void;
}): Promise<void> {
  const { tcp, seconds, beatsPerSecond, due, sent } = options;
  const began = performance.now();
  for (let beat = 0; beat < seconds * beatsPerSecond; beat += 1) {
    const text = `${due(beat).join('\r\n')}\r\n`;
    await until(began + (beat * 1000) / beatsPerSecond);
    sent?.(beat);
    tcp.write(text);
  }
}

function until(at: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, at - performance.now())));
}

export function openReceiver(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const tcp = connect({ host: '127.0.0.1', port }, () => resolve(tcp));
    tcp.once('error', reject);
  });
}
