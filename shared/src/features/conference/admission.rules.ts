/** What carries the media now; the worst of each over the last seconds. */
export interface MediaLoad {
  /** Share of one core that the room's worker uses. */
  readonly workerCpuPercent: number;
  /** How late the server's own work runs, ms; the least of the last samples. */
  readonly loopDelayMs: number;
  /** Pictures that leave the room's worker, one for each viewer. */
  readonly videoConsumers: number;
}

/** Above one of these a new picture is refused. */
export interface MediaLimits extends MediaLoad {
  /** Share of each limit that is kept free for rooms of extraordinary and major incidents. */
  readonly reservePercent: number;
}

/**
 * [ADMIT1] [ADMIT2] Which limit stands against a new picture that leaves the worker `pictures` times; null when it may come.
 */
export function videoRefusedBy(
  load: MediaLoad,
  limits: MediaLimits,
  isMajor: boolean,
  pictures = 1,
): keyof MediaLoad | null {
  const share = isMajor ? 1 : 1 - limits.reservePercent / 100;
  if (load.videoConsumers + pictures > limits.videoConsumers * share) return 'videoConsumers';
  return (['workerCpuPercent', 'loopDelayMs'] as const).find((key) => load[key] >= limits[key] * share) ?? null;
}

/**
 * [ADMIT5] The load with what was admitted and not seen yet: `unsent` pictures have no viewer yet, `unmeasured` ones are in
 * no measure of the worker. What one takes of the worker is what one takes where both limits are reached.
 */
export function withAdmitted(
  load: MediaLoad,
  limits: MediaLimits,
  admitted: { readonly unsent: number; readonly unmeasured: number },
): MediaLoad {
  const videoConsumers = load.videoConsumers + admitted.unsent;
  // What went again meanwhile is no load.
  const unmeasured = Math.min(admitted.unmeasured, videoConsumers);
  const each = limits.workerCpuPercent / limits.videoConsumers;
  return { ...load, videoConsumers, workerCpuPercent: load.workerCpuPercent + unmeasured * each };
}
