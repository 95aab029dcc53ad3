import { expect, test } from 'vitest';
import { Scope } from '../../kernel/scope.js';
import { DEFAULT_SETTINGS } from '../../kernel/settings.js';
import type { VesselTrack } from '../../features/vessel/track.model.js';
import type { Vessel } from '../../features/vessel/vessel.model.js';
import type { Connection } from '../connection/index.js';
import { vesselFeedOf } from '../feeds/index.js';
import { openTrail } from './trail.js';

const NOW = Date.UTC(2026, 4, 10);
const MMSI = '413999006';

const trackOf = (says: Partial<VesselTrack>): VesselTrack =>
  ({
    ...{ mmsi: MMSI, simulated: false, before: null, points: [], truncatedAt: null },
    ...{ recording: { state: 'recording', reason: null, lost: 0 }, ...says },
  }) as VesselTrack;

/** A trail whose questions the test answers. */
function asking() {
  const asked: ((track: VesselTrack) => void)[] = [];
  const scope = new Scope('test');
  const connection = {
    ...{ scope, serverNow: () => NOW, on: () => () => undefined, onLive: () => () => undefined },
    call: () => new Promise<VesselTrack>((resolve) => asked.push(resolve)),
  } as unknown as Connection;
  const trail = openTrail({ connection, settings: DEFAULT_SETTINGS, mmsi: MMSI, minutes: 60 });
  const hear = (simulated: boolean, secondsAgo: number): void => {
    const vessel = { mmsi: MMSI, simulated, position: { lat: 29.9, lon: 121.9 }, positionAt: NOW - secondsAgo * 1000 };
    vesselFeedOf(connection).setState({ vessels: new Map([[MMSI, vessel as Vessel]]) });
  };
  const answer = async (at: number, says: Partial<VesselTrack> = {}): Promise<void> => {
    asked[at]!(trackOf(says));
    await Promise.resolve();
  };
  return { trail, asked, hear, answer };
}

test('bug: [AIS38] an answer that comes late never replaces a newer one', async () => {
  const { trail, answer } = asking();
  trail.read();
  await answer(1, { truncatedAt: NOW });
  await answer(0);
  expect(trail.store.getState().track).toMatchObject({ truncatedAt: NOW });
  trail.close();
});

test('bug: [AIS38] the trail of a ship of the air does not go on with what a simulator says; it is read anew, once', async () => {
  const { trail, asked, hear, answer } = asking();
  await answer(0);
  hear(true, 20);
  hear(true, 10);
  expect(asked).toHaveLength(2);
  // A server that knows no other one is not asked again and again.
  await answer(1);
  expect(asked).toHaveLength(2);
  expect(trail.store.getState().lines).toEqual({ sailed: [], gaps: [], end: null });
  hear(false, 5);
  hear(true, 1);
  expect(asked).toHaveLength(3);
  await answer(2, { simulated: true });
  expect(trail.store.getState().track).toMatchObject({ simulated: true });
  trail.close();
});
