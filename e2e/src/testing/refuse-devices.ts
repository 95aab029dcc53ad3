/**
 * Runs in the page before it: the browser gives none of these, as it says when a person or the system refuses,
 * until the window says `devicesGiven`.
 */
export function refuseDevices(refused: { kinds: readonly ('audio' | 'video')[]; because: string }): void {
  const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  let refusals = 0;
  navigator.mediaDevices.getUserMedia = (wanted) => {
    if ('devicesGiven' in window || !refused.kinds.some((kind) => wanted?.[kind])) return open(wanted);
    refusals += 1;
    Object.assign(window, { devicesRefused: refusals });
    return Promise.reject(new DOMException('refused by the test', refused.because));
  };
}

/** Runs in such a page: how often it asked in vain. */
export function refusedSoFar(): number {
  return (window as unknown as { devicesRefused?: number }).devicesRefused ?? 0;
}
