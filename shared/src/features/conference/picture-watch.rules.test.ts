import { expect, test } from 'vitest';
import {
  LATER_PICTURE_WAIT_MS,
  NO_REST,
  NO_WAIT,
  type PictureRest,
  type PictureWait,
  restCause,
  standingOf,
  stepPictureRest,
  stepPictureWait,
  type WatchedPicture,
} from './picture-watch.rules.js';

/** Runs the watch once a second and returns the seconds at which the picture was received anew. */
function watch(seconds: number, picture: (second: number) => WatchedPicture): number[] {
  let wait: PictureWait = NO_WAIT;
  const anew: number[] = [];
  for (let second = 0; second <= seconds; second += 1) {
    const { again, ...next } = stepPictureWait(wait, picture(second), second * 1000);
    if (again) anew.push(second);
    wait = next;
  }
  return anew;
}

test('[MEDIA8] a picture that does not begin is received anew, later each time and then at long distances', () => {
  const anew = watch(120, () => ({ framesDecoded: 0, wanted: 'yes' }));
  const waits = anew.map((second, at) => second - (anew[at - 1] ?? 0));
  expect(anew[0]).toBe(4);
  expect(waits.slice(0, 4)).toEqual(waits.slice(0, 4).toSorted((a, b) => a - b));
  expect(anew.length).toBeGreaterThan(4);
  expect(waits.at(-1)).toBeGreaterThanOrEqual(LATER_PICTURE_WAIT_MS / 1000);
});

test('[MEDIA8] one that plays, or that nobody wants now, is left alone', () => {
  expect(watch(60, () => ({ framesDecoded: 1, wanted: 'yes' }))).toEqual([]);
  expect(watch(60, () => ({ framesDecoded: 0, wanted: 'no' }))).toEqual([]);
  expect(watch(60, (second) => ({ framesDecoded: 0, wanted: second % 4 === 3 ? 'no' : 'yes' }))).toEqual([]);
});

test('[MEDIA8] the wait begins when it is wanted, and a picture that came counts as the first again', () => {
  expect(watch(12, (second) => ({ framesDecoded: 0, wanted: second >= 5 ? 'yes' : 'no' }))[0]).toBe(9);
  expect(watch(30, (second) => ({ framesDecoded: second >= 6 ? 1 : 0, wanted: 'yes' }))).toEqual([4]);
});

test('bug: moments in which the page could not tell made the wait for a picture begin again and again', () => {
  const anew = watch(20, (second) => ({ framesDecoded: 0, wanted: second % 3 === 2 ? 'cannot-tell' : 'yes' }));
  expect(anew[0]).toBeGreaterThan(4);
  expect(anew[0]).toBeLessThanOrEqual(12);
});

/** Looks twice a second and returns how long the picture had stood at the end, ms. */
function rest(looks: number, picture: (look: number) => Parameters<typeof stepPictureRest>[1]): number {
  let now: PictureRest = NO_REST;
  for (let look = 0; look < looks; look += 1) now = stepPictureRest(now, picture(look), look * 500);
  return now.restedMs;
}

test('[LADDER9] a picture stands from its last frame on while it should move, and a further frame ends that', () => {
  expect(rest(9, () => ({ frameAt: 7, wanted: 'yes' }))).toBe(4000);
  expect(rest(9, (look) => ({ frameAt: look, wanted: 'yes' }))).toBe(0);
  expect(rest(9, (look) => ({ frameAt: look < 8 ? 7 : 8, wanted: 'yes' }))).toBe(0);
});

test('[LADDER9] one that nobody wants does not stand; where the page cannot tell no time passes', () => {
  expect(rest(9, () => ({ frameAt: 7, wanted: 'no' }))).toBe(0);
  // Out of sight for long, its last frame is old when it is wanted again.
  expect(rest(9, (look) => ({ frameAt: 7, wanted: look < 8 ? 'no' : 'yes' }))).toBe(0);
  expect(rest(9, (look) => ({ frameAt: 7, wanted: look > 2 && look < 7 ? 'cannot-tell' : 'yes' }))).toBe(1500);
});

test('[LADDER9] a page that stood itself does not hold it against the picture (bug: on a busy machine every picture had stopped)', () => {
  const seen = stepPictureRest(NO_REST, { frameAt: 7, wanted: 'yes' }, 0);
  expect(stepPictureRest(seen, { frameAt: 7, wanted: 'yes' }, 8000).restedMs).toBeLessThanOrEqual(1000);
});

test('[LADDER9] a picture that never came says that, and the first frame ends it (bug: black without a word)', () => {
  const looked = (looks: number, frameAt: number | null): PictureRest => {
    let now: PictureRest = NO_REST;
    for (let look = 0; look < looks; look += 1) now = stepPictureRest(now, { frameAt, wanted: 'yes' }, look * 500);
    return now;
  };
  expect(standingOf(looked(6, null), 3000)).toBeNull();
  expect(standingOf(looked(7, null), 3000)).toBe('unbegun');
  expect(standingOf(stepPictureRest(looked(7, null), { frameAt: 3100, wanted: 'yes' }, 3500), 3000)).toBeNull();
  expect(standingOf(looked(7, 4), 3000)).toBe('stopped');
  expect(restCause({ dropped: false, rung: 'full', standing: 'unbegun' })).toBe('unbegun');
});

test('[LADDER9] who is dropped is said to be dropped, however weak his line was (bug: “weak network” stood over his old picture for as long as he was gone)', () => {
  for (const rung of ['still', 'audio'] as const) {
    expect(restCause({ dropped: true, rung, standing: null })).toBe('dropped');
    expect(restCause({ dropped: false, rung, standing: 'unbegun' })).toBe('weak');
  }
  expect(restCause({ dropped: true, rung: 'low', standing: 'stopped' })).toBe('dropped');
  expect(restCause({ dropped: false, rung: 'full', standing: 'stopped' })).toBe('stopped');
  // Until its last frame is old a picture of one who is dropped may yet go on.
  expect(restCause({ dropped: true, rung: 'full', standing: null })).toBeNull();
});
