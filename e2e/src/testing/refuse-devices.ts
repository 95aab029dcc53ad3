/**
 * Runs in the page before it: the browser gives none of these, as it says when a person or the system refuses,
 * until the window says `devicesGiven`.
 */
export function refuseDevices(refused: { kinds: readonly ('audio' | 'video')[]; because: string }): void {
  const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = (wanted) =>
    refused.kinds.some((kind) => wanted?.[kind]) && !('devicesGiven' in window)
      ? Promise.reject(new DOMException('refused by the test', refused.because))
      : open(wanted);
}
