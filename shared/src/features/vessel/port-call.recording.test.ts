import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { destination, type LatLon } from '../../kernel/geodesy.js';
import { DEFAULT_SETTINGS } from '../../kernel/settings.js';
import { AisDecoder } from './ais-decoder.js';
import { encodePositionReport } from './ais-encoder.js';
import type { AisMessage } from './ais-message.js';
import { formatMmsi } from './mmsi.js';
import { portCallLimits, type Sighting } from './port-call.rules.js';
import { isOver } from './port-call.states.js';
import { observe, settle, stateOf, UNKNOWN_TRACK, type PortCallTrack } from './port-call.track.js';
import type { PortSite } from './port-site.js';

/** A river quay, a second one upstream, and the water around them; a lock between is no berth. */
const QUAY: LatLon = { lat: 49.094_46, lon: 1.488_28 };
const UPSTREAM: LatLon = { lat: 49.099_71, lon: 1.476_58 };
const LOCK: LatLon = { lat: 49.1675, lon: 1.388 };
const RIVER: PortSite = {
  limit: [
    { lat: 49.02, lon: 1.33 },
    { lat: 49.02, lon: 1.6 },
    { lat: 49.2, lon: 1.6 },
    { lat: 49.2, lon: 1.33 },
  ],
  berths: [
    { id: 'V1', name: { zh: '一号', en: 'V1' }, centre: QUAY, axisDeg: 131, lengthMetres: 160, widthMetres: 40 },
    { id: 'V2', name: { zh: '二号', en: 'V2' }, centre: UPSTREAM, axisDeg: 131, lengthMetres: 120, widthMetres: 40 },
  ],
  anchorages: [],
};
const limits = portCallLimits(DEFAULT_SETTINGS);

/** A recording with a time stamp in front of every line, as what the rules make of it. */
class Replay {
  readonly #tracks = new Map<number, PortCallTrack>();
  readonly events: { at: number; mmsi: number; text: string }[] = [];
  #now = 0;
  readonly #decoder = new AisDecoder({ onMessage: (message) => this.#take(message) });

  line(text: string, now: number): void {
    this.#now = now;
    this.#decoder.decode(text, now);
  }

  #take(message: AisMessage): void {
    if (message.type === 27 || !('navigationStatusCode' in message) || !message.position) return;
    const { mmsi, position, speedKnots, courseDeg, headingDeg } = message;
    const ship: Sighting = {
      ...{ mmsi: formatMmsi(mmsi), kind: 'ship', transponder: 'A', name: null, imo: null, callSign: null },
      ...{ shipType: null, shipClass: 'other', position, speedKnots, courseDeg, headingDeg, navigationStatus: null },
      ...{ destination: null, draughtMetres: null, eta: null, lengthMetres: null, beamMetres: null, hull: null },
      ...{ staticAt: null, positionAt: this.#now, firstHeardAt: 0, lastReportAt: 0, source: '', simulated: false },
    };
    const { track, proposed } = observe(this.#tracks.get(mmsi) ?? UNKNOWN_TRACK, ship, RIVER, limits);
    this.#tracks.set(mmsi, track);
    if (!proposed) return;
    const { kind, placeId } = proposed;
    this.events.push({ at: proposed.ship.positionAt, mmsi, text: placeId === null ? kind : `${kind} ${placeId}` });
    const state = stateOf(track, proposed);
    const closedAt = isOver(state) ? proposed.ship.positionAt : null;
    this.#tracks.set(mmsi, settle(track, { state, placeId, closedAt }));
  }

  of(mmsi: number): string[] {
    return this.events.filter((event) => event.mmsi === mmsi).map(({ text }) => text);
  }
}

const MINUTE = 60_000;

test('[AIS62] [AIS63] [AIS64] what a day on a river looks like, as measured, from sentences: status never true, no heading, silent for six minutes', () => {
  const replay = new Replay();
  const start = Date.UTC(2026, 4, 10);
  const say = (mmsi: number, minute: number, place: LatLon, speedKnots: number, headingDeg: number | null): void => {
    const report = { mmsi, navigationStatusCode: 0, ...place, speedKnots, courseDeg: null, headingDeg };
    for (const line of encodePositionReport(report, 0)) replay.line(line, start + minute * MINUTE);
  };
  const [cruiser, barge, passing] = [413_999_101, 413_999_102, 413_999_103];
  // Lies 13 h at the quay as "under way", every 5 s at best, drifts 5 m; then leaves.
  for (let at = 0; at < 780; at += 0.5) say(cruiser, at, destination(QUAY, at * 97, 5), 0.1, 129 + (at % 4));
  for (let at = 780; at < 800; at += 0.2) say(cruiser, at, destination(QUAY, 131, (at - 780) * 200), 6.5, 131);
  // Comes, lies 8 h, heard every 3 to 6 minutes, drifts 15 m; leaves.
  for (let at = 0; at < 10; at += 0.2) say(barge, at, destination(UPSTREAM, 311, (10 - at) * 150), 5, null);
  for (let at = 10; at < 490; at += at % 7 < 3 ? 6.03 : 3) {
    say(barge, at, destination(UPSTREAM, at * 61, 15), (at % 3) * 0.1, null);
  }
  for (let at = 490; at < 505; at += 0.2) say(barge, at, destination(UPSTREAM, 311, (at - 490) * 150), 5, null);
  // Waits twenty minutes in the lock, where nobody berths.
  for (let at = 0; at < 20; at += 0.1) say(passing, at, destination(LOCK, at * 40, 12), 0.1, null);
  expect(replay.of(cruiser)).toEqual(['found', 'berthed V1', 'unberthed V1']);
  expect(replay.of(barge)).toEqual(['found', 'berthed V2', 'unberthed V2']);
  expect(replay.of(passing)).toEqual(['found']);
  const left = replay.events.filter(({ text }) => text.startsWith('unberthed')).map(({ at }) => (at - start) / MINUTE);
  expect(left.map(Math.round)).toEqual([780, 490]);
});

/** `HAIGANG_PORT_CALL_RECORDING`: the day at Vernon (vernon_20160331.log.gz), lines with second time stamps. */
for (const file of (process.env['HAIGANG_PORT_CALL_RECORDING'] ?? '').split(':').filter((name) => name !== '')) {
  test(`[AIS62] [AIS63] the stops of ${file} are the berths', none of the lock's, and the moves end them at their minute`, () => {
    const replay = new Replay();
    for (const line of gunzipSync(readFileSync(file)).toString('latin1').split('\n')) {
      const stamp = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)/u.exec(line);
      if (stamp) replay.line(line.slice(19), Date.parse(`${stamp[1]!}T${stamp[2]!}Z`));
    }
    const berthing = replay.events.filter(({ text }) => text.includes('berthed'));
    expect(berthing.map(({ at, mmsi, text }) => `${new Date(at).toISOString().slice(11, 16)} ${mmsi} ${text}`)).toEqual(
      [
        '00:01 229784000 berthed V1',
        '02:19 226002880 berthed V2',
        '10:37 226002880 unberthed V2',
        '12:56 229784000 unberthed V1',
      ],
    );
  });
}
