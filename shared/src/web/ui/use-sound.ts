import { useCallback, useEffect, useRef, useState } from 'react';
import { every } from '../../kernel/every.js';

interface Sound {
  readonly everyMs: number;
  readonly wave: OscillatorType;
  /** Frequency in Hz and the second it starts at. */
  readonly tones: readonly (readonly [hertz: number, at: number])[];
  readonly toneSeconds: number;
}

/**
 * `ring`: two short tones each second and a half, ITU-like, that carry through a hall. `alarm`: an escalated request, a
 * rough, falling and rising signal without a pause, which nobody takes for the ring. `call`: the centre calls a person,
 * a rising triad. `answered`: a unit was opened by the centre, one short descending pair. `knock`: a guest waits in a lobby,
 * two low knocks.
 */
const SOUNDS = {
  ring: { everyMs: 1500, wave: 'sine', toneSeconds: 0.2, tones: [[880, 0] as const, [1175, 0.22] as const] },
  alarm: {
    everyMs: 1000,
    wave: 'square',
    toneSeconds: 0.24,
    tones: [[980, 0] as const, [620, 0.25] as const, [980, 0.5] as const, [620, 0.75] as const],
  },
  call: {
    everyMs: 2000,
    wave: 'triangle',
    toneSeconds: 0.25,
    tones: [[659, 0] as const, [831, 0.26] as const, [988, 0.52] as const, [988, 1] as const],
  },
  answered: { everyMs: 60_000, wave: 'triangle', toneSeconds: 0.3, tones: [[988, 0] as const, [659, 0.32] as const] },
  knock: { everyMs: 60_000, wave: 'triangle', toneSeconds: 0.12, tones: [[330, 0] as const, [330, 0.18] as const] },
} as const satisfies Record<string, Sound>;
export type SoundName = keyof typeof SOUNDS;

/**
 * Sounds as long as `name` is given, and begins anew when `occasion` changes: another call is another ring. Browsers keep sound blocked until a tap; `blocked` says so the whole time, not only
 * once it should have sounded.
 */
export function useSound(
  name: SoundName | null,
  occasion?: string,
): {
  readonly blocked: boolean;
  readonly unlock: () => void;
  /** Sounds one time, beside what goes on. */
  readonly once: (sound: SoundName) => void;
} {
  const context = useRef<AudioContext | null>(null);
  const [blocked, setBlocked] = useState(true);
  useEffect(() => {
    const audio = new AudioContext();
    context.current = audio;
    const changed = (): void => setBlocked(audio.state !== 'running');
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
    if (name === null) return undefined;
    const { everyMs } = SOUNDS[name];
    play(context.current, SOUNDS[name]);
    return every(everyMs, () => play(context.current, SOUNDS[name]));
  }, [name, occasion]);
  const unlock = useCallback(() => void context.current?.resume(), []);
  const once = useCallback((sound: SoundName) => play(context.current, SOUNDS[sound]), []);
  return { blocked, unlock, once };
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

/** How a phone shakes while the centre calls: two long pulses, again every two seconds. */
const SHAKE_MS = [500, 200, 500];
const SHAKE_EVERY_MS = 2000;

/** Vibrates as long as `on`, where the device offers it. */
export function useVibration(on: boolean): void {
  useEffect(() => {
    if (!on || !('vibrate' in navigator)) return undefined;
    const shake = (): void => void navigator.vibrate(SHAKE_MS);
    shake();
    const stop = every(SHAKE_EVERY_MS, shake);
    return () => {
      stop();
      navigator.vibrate(0);
    };
  }, [on]);
}
