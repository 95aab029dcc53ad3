/**
 * In the page: fake cameras have no lamp, so they are given one that takes the constraint, or refuses it as Android does
 * while `lampRefuses` is true. What was asked of it is in `lamps`.
 */
export function giveLamp(): void {
  const { prototype } = MediaStreamTrack;
  const lamps: unknown[] = [];
  Object.assign(window, { lamps, lampRefuses: false });
  const before = Object.getOwnPropertyDescriptors(prototype);
  const of = (name: 'getCapabilities' | 'applyConstraints'): ((...given: unknown[]) => unknown) =>
    before[name].value as (...given: unknown[]) => unknown;
  prototype.getCapabilities = function capabilities(this: MediaStreamTrack): MediaTrackCapabilities {
    return { ...(of('getCapabilities').call(this) as MediaTrackCapabilities), ...{ torch: true } };
  };
  prototype.applyConstraints = function apply(this: MediaStreamTrack, constraints?: MediaTrackConstraints) {
    const lamp = (constraints?.advanced?.[0] as { torch?: boolean } | undefined)?.torch;
    if (lamp === undefined) return of('applyConstraints').call(this, constraints) as Promise<void>;
    if ((window as unknown as { lampRefuses: boolean }).lampRefuses) return Promise.reject(new Error('lamp'));
    lamps.push(lamp);
    return Promise.resolve();
  };
}
