import { afterEach, beforeEach, expect, test } from 'vitest';
import { AppError } from '../../kernel/errors.js';
import { Scope } from '../../kernel/scope.js';
import { TrackSwitches, type SwitchedTrack } from './track-switches.js';

const lost = new AppError('timeout', 'call.no-reply', 'lost');
const silenced = new AppError('forbidden', 'conference.muted-by-host', 'the host');

let scope: Scope;
beforeEach(() => {
  scope = new Scope('seat');
});
afterEach(() => scope.close());

/** A seat with one microphone and a centre that answers what it is told to. */
function seat(answers: (AppError | 'ok')[]) {
  const world = { live: true, local: [] as string[], told: [] as boolean[], unconfirmed: [] as number[] };
  const refused: string[] = [];
  const track: SwitchedTrack = {
    id: 'p',
    pause: () => void world.local.push('pause'),
    resume: () => void world.local.push('resume'),
  };
  const switches = new TrackSwitches({
    scope,
    trackOf: (source) => (source === 'microphone' ? track : undefined),
    tell: (_track, cause) => {
      world.told.push(cause !== null);
      const answer = answers.shift() ?? 'ok';
      return answer === 'ok' ? Promise.resolve() : Promise.reject(answer);
    },
    isLive: () => world.live,
    onUnconfirmed: (sources) => void world.unconfirmed.push(sources.length),
    onRefused: (source, failure) => void refused.push(`${source} ${failure.reason}`),
    retryMs: [1],
  });
  return { switches, world, refused };
}

test('[MEDIA11] a resume whose answer is lost is told again until it is confirmed, and meanwhile says so', async () => {
  const { switches, world, refused } = seat([lost, lost, 'ok']);
  switches.set('microphone', null);
  await expect.poll(() => world.told).toEqual([false, false, false]);
  await expect.poll(() => world.unconfirmed).toEqual([1, 0]);
  expect(refused).toEqual([]);
});

test('[MEDIA11] the last position counts: pressed again while the first was lost, the second is told', async () => {
  const { switches, world } = seat([lost, 'ok']);
  switches.set('microphone', null);
  switches.set('microphone', 'off');
  await expect.poll(() => world.told).toEqual([false, true]);
  expect(world.local).toEqual(['resume', 'pause']);
});

test('[MEDIA11] a refusal switches the track off and says why; a refused pause says nothing', async () => {
  const { switches, world, refused } = seat([silenced, silenced]);
  switches.set('microphone', null);
  await expect.poll(() => refused).toEqual(['microphone conference.muted-by-host']);
  expect(world.local).toEqual(['resume', 'pause']);
  switches.set('microphone', 'off');
  await expect.poll(() => world.told).toEqual([false, true]);
  expect(refused).toHaveLength(1);
});

test('[MEDIA11] without a link nothing is tried: the seat tells it anew when the link lives again', async () => {
  const { switches, world } = seat([lost, 'ok']);
  world.live = false;
  switches.set('microphone', null);
  await expect.poll(() => world.told).toEqual([false]);
  world.live = true;
  switches.set('microphone', null);
  await expect.poll(() => world.told).toEqual([false, false]);
});

test('[MEDIA11] a seat that ended tries no more', async () => {
  const { switches, world } = seat([lost, lost, lost]);
  switches.set('microphone', null);
  await expect.poll(() => world.unconfirmed).toEqual([1]);
  await scope.close();
  const told = world.told.length;
  await Promise.resolve();
  expect(world.told).toHaveLength(told);
});
