import { every } from '@haigang/shared/kernel/every';
import { useCallback, useEffect, useRef, useState } from 'react';
import { isWaiting } from '@haigang/shared/features/conference/conference.rules';
import { useEntityList } from '@haigang/shared/web/connection';

interface Sound {
  readonly everyMs: number;
  readonly wave: OscillatorType;
  /** Frequency in Hz and the second it starts at. */
  readonly tones: readonly (readonly [hertz: number, at: number])[];
  readonly toneSeconds: number;
}

/**
 * The ring: two short tones each second and a half, ITU-like, that carry through a hall. The alarm of an escalated request:
 * a rough, falling and rising signal without a pause, which nobody takes for the ring.
 */
const SOUNDS = {
  ring: { everyMs: 1500, wave: 'sine', toneSeconds: 0.2, tones: [[880, 0] as const, [1175, 0.22] as const] },
  alarm: {
    everyMs: 1000,
    wave: 'square',
    toneSeconds: 0.24,
    tones: [[980, 0] as const, [620, 0.25] as const, [980, 0.5] as const, [620, 0.75] as const],
  },
} as const satisfies Record<string, Sound>;

export interface Ringing {
  /** What sounds, or would if the browser let it. */
  readonly sound: keyof typeof SOUNDS | null;
  readonly soundBlocked: boolean;
  readonly unlock: () => void;
}

/**
 * Rings while a request waits, and alarms once it is escalated [REQ2]. Browsers keep sound blocked until a tap;
 * `soundBlocked` says so the whole time, not only once it should have rung.
 */
export function useRinging(): Ringing {
  const waiting = useEntityList('conference-request').filter(isWaiting);
  const escalated = waiting.some((request) => request.state === 'ESCALATED');
  const sound = escalated ? 'alarm' : waiting.length > 0 ? 'ring' : null;
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
    if (sound === null) return undefined;
    const { everyMs } = SOUNDS[sound];
    play(context.current, SOUNDS[sound]);
    return every(everyMs, () => play(context.current, SOUNDS[sound]));
  }, [sound]);
  const unlock = useCallback(() => void context.current?.resume(), []);
  return { sound, soundBlocked, unlock };
}

function play(audio: AudioContext | null, { tones, toneSeconds, wave }: Sound): void {
  if (audio?.state !== 'running') return;
  for (const [hertz, at] of tones) {
    const start = audio.currentTime + at;
    const tone = audio.createOscillator();
    const level = audio.createGain();
    tone.type = wave;
    tone.frequency.value = hertz;
    level.gain.setValueAtTime(0.0001, start);
    level.gain.exponentialRampToValueAtTime(0.35, start + 0.02);
    level.gain.exponentialRampToValueAtTime(0.0001, start + toneSeconds);
    tone.connect(level).connect(audio.destination);
    tone.start(start);
    tone.stop(start + toneSeconds + 0.01);
  }
}
