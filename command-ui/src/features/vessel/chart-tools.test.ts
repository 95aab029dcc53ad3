import { beforeEach, expect, test } from 'vitest';
import { nauticalMiles } from '@haigang/shared/kernel/geodesic';
import type { LatLon } from '@haigang/shared/kernel/geodesy';
import { selectVessel, setFollowing, showIncident, showVessel, view } from '../../app/view.js';
import {
  clicked,
  endLine,
  linePoints,
  measured,
  measureOrStop,
  NO_TOOLS,
  otherUnits,
  pointedAt,
  putAway,
  ringsOrNone,
  takeBack,
} from './chart-tools.js';

const A: LatLon = { lat: 30, lon: 122 };
const B: LatLon = { lat: 30 + 1 / 60, lon: 122 };
const C: LatLon = { lat: 30 + 1 / 60, lon: 122 + 1 / 60 };
const line = (...points: LatLon[]) => points.reduce(clicked, measureOrStop(NO_TOOLS));

beforeEach(() => {
  selectVessel(null);
  showIncident(null);
});

test('[AIS85] clicks make a line, Backspace takes the last back, an end keeps it until it is put away', () => {
  const two = pointedAt(line(A, B), C);
  expect(linePoints(two.line!)).toEqual([A, B, C]);
  expect(linePoints(takeBack(two).line!)).toEqual([A, C]);
  expect(linePoints(pointedAt(two, null).line!)).toEqual([A, B]);
  const ended = endLine(two);
  expect(ended.line).toEqual({ points: [A, B], pointed: null, ended: true });
  // Then the chart is pointed at as ever.
  expect(clicked(ended, C)).toBe(ended);
  expect(pointedAt(ended, C)).toBe(ended);
  expect(takeBack(ended)).toBe(ended);
  expect(putAway(ended)).toEqual(NO_TOOLS);
  expect(putAway(NO_TOOLS)).toBeNull();
  expect(measureOrStop(ended).line).toMatchObject({ points: [], ended: false });
  expect(measureOrStop(two).line).toBeNull();
  expect(endLine(line(A))).toEqual(NO_TOOLS);
});

test('[AIS85] what is measured: the whole line, along it to each point, and course and length of the last leg', () => {
  const { totalMetres, alongMetres, last } = measured([A, B, C]);
  expect(alongMetres[0]).toBe(0);
  expect(alongMetres[1]).toBeCloseTo(1847.5, 0);
  expect(alongMetres[2]).toBe(totalMetres);
  expect(last!.metres).toBeCloseTo(1607.6, 0);
  expect(last!.bearingDeg).toBeCloseTo(90, 1);
  expect(measured([A])).toEqual({ totalMetres: 0, alongMetres: [0], last: null });
  expect(measured([])).toEqual({ totalMetres: 0, alongMetres: [], last: null });
  expect(nauticalMiles(1852 * 2.345)).toBe('2.35 nm');
  expect(nauticalMiles(1852 * 12.34)).toBe('12.3 nm');
  expect(otherUnits(926)).toEqual({ metric: '926 m', cables: '5.0' });
  expect(otherUnits(18_520)).toEqual({ metric: '18,520 m', cables: null });
});

test('[AIS86] rings stand around the chosen vessel, or around the point clicked next; only one thing takes the clicks', () => {
  expect(ringsOrNone(NO_TOOLS, true).rings).toEqual({ around: 'vessel' });
  const asking = ringsOrNone(line(A, B), false);
  expect(asking).toEqual({ line: null, rings: { around: 'asking' } });
  expect(putAway(asking)).toEqual(NO_TOOLS);
  expect(measureOrStop(asking).rings).toEqual({ around: 'nothing' });
  const placed = clicked(asking, C);
  expect(placed.rings).toEqual({ around: 'point', place: C });
  expect(ringsOrNone(placed, true)).toEqual(NO_TOOLS);
  // A line that was ended takes no clicks and stays.
  expect(ringsOrNone(endLine(line(A, B)), false).line).toMatchObject({ ended: true });
});

test('[AIS86] the chart follows the chosen vessel alone: with another one, none, or another place shown it stops', () => {
  const follows = (): boolean => view.getState().following;
  setFollowing(true);
  expect(follows()).toBe(false);
  selectVessel('563999001');
  setFollowing(true);
  selectVessel('563999001');
  showVessel('563999001', A);
  expect(follows()).toBe(true);
  selectVessel('563999002');
  expect(follows()).toBe(false);
  setFollowing(true);
  selectVessel(null);
  expect(follows()).toBe(false);
  selectVessel('563999002');
  setFollowing(true);
  showIncident('an incident');
  expect(follows()).toBe(false);
});
