import { expect, test } from 'vitest';
import { FIRST_PICTURE_WAITS_MS, NO_WAIT, stepPictureWait, type PictureWait } from './picture-watch.rules.js';

/** Runs the watch once a second and returns the seconds at which the picture was received anew. */
function watch(seconds: number, picture: (second: number) => { framesDecoded: number; wanted: boolean }): number[] {
  let wait: PictureWait = NO_WAIT;
  const anew: number[] = [];
  for (let second = 0; second <= seconds; second += 1) {
    const { again, ...next } = stepPictureWait(wait, picture(second), second * 1000);
    if (again) anew.push(second);
    wait = next;
  }
  return anew;
}

test('[MEDIA8] a picture that does not begin is received anew, later each time and not for ever', () => {
  const anew = watch(120, () => ({ framesDecoded: 0, wanted: true }));
  expect(anew).toHaveLength(FIRST_PICTURE_WAITS_MS.length);
  expect(anew[0]).toBe(4);
  expect((anew[2] ?? 0) - (anew[1] ?? 0)).toBeGreaterThan((anew[1] ?? 0) - (anew[0] ?? 0));
});

test('[MEDIA8] one that plays, or that nobody wants now, is left alone', () => {
  expect(watch(60, () => ({ framesDecoded: 1, wanted: true }))).toEqual([]);
  expect(watch(60, () => ({ framesDecoded: 0, wanted: false }))).toEqual([]);
  expect(watch(60, (second) => ({ framesDecoded: 0, wanted: second % 4 !== 3 }))).toEqual([]);
});

test('[MEDIA8] the wait begins when it is wanted, and a picture that came counts as the first again', () => {
  expect(watch(12, (second) => ({ framesDecoded: 0, wanted: second >= 5 }))[0]).toBe(9);
  expect(watch(30, (second) => ({ framesDecoded: second >= 6 ? 1 : 0, wanted: true }))).toEqual([4]);
});
