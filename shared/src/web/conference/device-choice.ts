import { createStore } from 'zustand/vanilla';

/** A device as a person picked it; its id changes when the browser's data is cleared, its label does not. */
export interface PickedDevice {
  readonly deviceId: string;
  readonly label: string;
}

export type DeviceRole = 'camera' | 'microphone' | 'speaker';
export type Facing = 'user' | 'environment';

export interface DeviceChoice {
  /** Null is the one the system gives. */
  readonly camera: PickedDevice | null;
  readonly microphone: PickedDevice | null;
  readonly speaker: PickedDevice | null;
  readonly noiseSuppression: boolean;
  /** Which way the camera looks since it was last turned; null as the page asks. */
  readonly facing: Facing | null;
}

const STORED = 'haigang.devices';
const NOTHING_CHOSEN: DeviceChoice = {
  camera: null,
  microphone: null,
  speaker: null,
  noiseSuppression: true,
  facing: null,
};

/** [MEDIA7] What was picked in this browser; every page of it uses the same. */
export const deviceChoice = createStore<DeviceChoice>(() => ({ ...NOTHING_CHOSEN, ...stored() }));

export function choose(changed: Partial<DeviceChoice>): void {
  deviceChoice.setState(changed);
  try {
    localStorage.setItem(STORED, JSON.stringify(deviceChoice.getState()));
  } catch {
    // A browser that keeps nothing asks again next time.
  }
}

function stored(): Partial<DeviceChoice> {
  try {
    return JSON.parse(localStorage.getItem(STORED) ?? '{}') as Partial<DeviceChoice>;
  } catch {
    return {};
  }
}

/**
 * [MEDIA10] The picked device among those there are: by its id, else by its label, else none, so that the system gives
 * its own. Before the person has let the page in, ids and labels are empty, and the picked id is only a wish.
 */
export function deviceConstraint(
  devices: readonly PickedDevice[],
  picked: PickedDevice | null,
): ConstrainDOMStringParameters | null {
  if (!picked) return null;
  if (devices.every(({ deviceId }) => deviceId === '')) return { ideal: picked.deviceId };
  const found =
    devices.find(({ deviceId }) => deviceId === picked.deviceId) ??
    devices.find(({ label }) => label !== '' && label === picked.label);
  return found ? { exact: found.deviceId } : null;
}
