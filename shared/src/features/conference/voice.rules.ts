/** Loudness from which two and three bars are shown, dBov; one bar is anything that counts as heard. */
const NORMAL_DBOV = -45;
const LOUD_DBOV = -28;

/** [MEDIA4] Bars that stand for a loudness in dBov (-127 to 0): 1 soft, 2 normal, 3 loud. */
export function voiceSteps(dbov: number): number {
  if (dbov >= LOUD_DBOV) return 3;
  return dbov >= NORMAL_DBOV ? 2 : 1;
}
