import { afterEach, beforeEach, expect, test } from 'vitest';
import { AppError } from '../../kernel/errors.js';
import { insist, type Errand, type Insisting } from './insist.js';

const offline = new AppError('unavailable', 'link.offline', 'no network');
const fault = new AppError('internal', 'internal', 'a fault of the server');
const refused = new AppError('forbidden', 'expert-link.expired', 'over');

const page = new EventTarget();
let insisting: Insisting | undefined;
beforeEach(() => Object.assign(globalThis, { window: page }));
afterEach(() => {
  insisting?.end();
  Reflect.deleteProperty(globalThis, 'window');
});

/** Asks a centre that gives these answers one after the other, then none. */
function ask(answers: (Error | string)[], waitsMs = [1]) {
  const phases: string[] = [];
  const world = { asked: 0, last: undefined as Errand<string> | undefined };
  insisting = insist<string>(
    (signal) => {
      world.asked += 1;
      const answer = answers.shift();
      if (answer === undefined) {
        return new Promise((_done, reject) => signal.addEventListener('abort', () => reject(offline)));
      }
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
    (errand) => {
      phases.push(errand.phase);
      world.last = errand;
    },
    waitsMs,
  );
  return { phases, world };
}

test('[LINK10] no answer, a wrong one and a fault of the server are waited out', async () => {
  const { phases, world } = ask([offline, new SyntaxError('not of the centre'), fault, 'in']);
  await expect.poll(() => world.last).toEqual({ phase: 'done', value: 'in' });
  expect(phases).toEqual(['pending', 'pending', 'pending', 'done']);
});

test('[LINK10] what is refused for good is asked no more, also when the device comes online', async () => {
  const { world } = ask([refused]);
  await expect.poll(() => world.last).toEqual({ phase: 'refused', failure: refused });
  page.dispatchEvent(new Event('online'));
  expect(world.asked).toBe(1);
});

test('[LINK10] online again, or pressed, it is asked at once, also while an attempt hangs', async () => {
  const { world } = ask([offline], [3_600_000]);
  await expect.poll(() => world.last).toEqual({ phase: 'pending', trouble: offline });
  page.dispatchEvent(new Event('online'));
  expect(world.asked).toBe(2);
  insisting?.again();
  expect(world.asked).toBe(3);
  insisting?.end();
  page.dispatchEvent(new Event('online'));
  expect(world.asked).toBe(3);
});
