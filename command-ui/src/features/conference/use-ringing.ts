import { every } from '@haigang/shared/kernel/every';
import { useCallback, useEffect, useRef, useState } from 'react';
import { isWaiting } from '@haigang/shared/features/conference/conference.rules';
import { useEntityList } from '@haigang/shared/web/connection';

/** Two short tones each second and a half, ITU-like ringing that carries through a hall. */
const TONES_HZ = [880, 1175] as const;
const RING_EVERY_MS = 1500;

/**
 * Rings while a request waits. Browsers keep sound blocked until a tap; `soundBlocked` says so the whole time, not only
 * once it should have rung.
 */
export function useRinging(): { readonly soundBlocked: boolean; readonly unlock: () => void } {
  const waiting = useEntityList('conference-request').some(isWaiting);
  const context = useRef<AudioContext | null>(null);
  const [soundBlocked, setSoundBlocked] = useState(true);
  useEffect(() => {
    const audio = new AudioContext();
    context.current = audio;
    const changed = (): void => setSoundBlocked(audio.state !== 'running');
    const tapped = (): void => void audio.resume().catch(() => undefined);
    audio.addEventListener('statechange', changed);
    window.addEventListener('pointerdown', tapped);
    window.addEventListener('keydown', tapped);
    tapped();
    changed();
    return () => {
      window.removeEventListener('pointerdown', tapped);
      window.removeEventListener('keydown', tapped);
      void audio.close();
    };
  }, []);
  useEffect(() => {
    if (!waiting) return undefined;
    ring(context.current);
    return every(RING_EVERY_MS, () => ring(context.current));
  }, [waiting]);
  const unlock = useCallback(() => void context.current?.resume(), []);
  return { soundBlocked, unlock };
}

function ring(audio: AudioContext | null): void {
  if (audio?.state !== 'running') return;
  TONES_HZ.forEach((frequency, at) => {
    const start = audio.currentTime + at * 0.22;
    const tone = audio.createOscillator();
    const level = audio.createGain();
    tone.frequency.value = frequency;
    level.gain.setValueAtTime(0.0001, start);
    level.gain.exponentialRampToValueAtTime(0.35, start + 0.02);
    level.gain.exponentialRampToValueAtTime(0.0001, start + 0.2);
    tone.connect(level).connect(audio.destination);
    tone.start(start);
    tone.stop(start + 0.21);
  });
}
