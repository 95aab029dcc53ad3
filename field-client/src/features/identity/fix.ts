import type { Position } from '@haigang/shared/kernel/position';

/** A position and when the device took it, by the device's own clock, milliseconds since 1970. */
export interface Fix {
  readonly position: Position;
  readonly takenAt: number;
}

/** The oldest age that may be told; a device without a sound clock for its positions says no more than that. */
const OLDEST_MS = 86_400_000;

/** How long ago the device took it, milliseconds: both moments are the device's, so that a wrong clock does not matter. */
export function fixAgeMs(fix: Fix, deviceNow: number): number {
  return Math.round(Math.min(Math.max(0, deviceNow - fix.takenAt), OLDEST_MS));
}

export function toFix({ coords, timestamp }: GeolocationPosition): Fix {
  const position = { lat: coords.latitude, lon: coords.longitude, accuracyMetres: coords.accuracy };
  return { position, takenAt: timestamp };
}

/** A position taken within the last minute, or null when the device gives none within 5 s. */
export function currentFix(): Promise<Fix | null> {
  if (!('geolocation' in navigator)) return Promise.resolve(null);
  return new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      (found) => resolve(toFix(found)),
      () => resolve(null),
      { enableHighAccuracy: true, timeout: 5000, maximumAge: 60_000 },
    );
  });
}
