import { expect, test } from 'vitest';
import { deviceConstraint } from './device-choice.js';

const headset = { deviceId: 'a1', label: 'Headset' };
const builtIn = { deviceId: 'b2', label: 'Built-in' };

test('[MEDIA10] a picked device is found by its id, after cleared browser data by its label', () => {
  expect(deviceConstraint([builtIn, headset], headset)).toEqual({ exact: 'a1' });
  expect(deviceConstraint([builtIn, { ...headset, deviceId: 'c3' }], headset)).toEqual({ exact: 'c3' });
});

test('[MEDIA10] a pulled device, and nothing picked, leave the choice to the system', () => {
  expect(deviceConstraint([builtIn], headset)).toBeNull();
  expect(deviceConstraint([builtIn, headset], null)).toBeNull();
  expect(deviceConstraint([{ deviceId: 'b2', label: '' }], { deviceId: 'x', label: '' })).toBeNull();
});

test('[MEDIA7] before the page may see the devices a picked one is wished for', () => {
  expect(deviceConstraint([{ deviceId: '', label: '' }], headset)).toEqual({ ideal: 'a1' });
});
