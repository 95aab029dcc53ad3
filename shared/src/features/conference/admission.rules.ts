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

/** [ADMIT1] [ADMIT2] Which limit stands against a new picture; null when it may come. */
export function videoRefusedBy(load: MediaLoad, limits: MediaLimits, isMajor: boolean): keyof MediaLoad | null {
  const share = isMajor ? 1 : 1 - limits.reservePercent / 100;
  const keys = ['workerCpuPercent', 'loopDelayMs', 'videoConsumers'] as const;
  return keys.find((key) => load[key] >= limits[key] * share) ?? null;
}
