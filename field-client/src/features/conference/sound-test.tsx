import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { every } from '@haigang/shared/kernel/every';
import { Icon } from '@haigang/shared/web/ui';

const LOOK_EVERY_MS = 100;
/** A voice at arm's length reaches about a fifth of the full scale; the bar is full there. */
const LOUD = 0.2;
const TONE = { hertz: 880, seconds: 0.6, gain: 0.25 };

/** Whether the microphone hears and the speaker sounds; only the person can tell the second. */
export function SoundTest({ microphone }: { microphone: MediaStreamTrack | null }): ReactNode {
  const { t } = useTranslation();
  const level = useLevel(microphone);
  return (
    <section className="card">
      <p className="row">
        <Icon name={microphone ? 'microphone' : 'microphone-off'} />
        <b>{t('lineTest.microphone')}</b>
        <meter aria-label={t('lineTest.microphone')} min={0} max={1} value={Math.min(1, level / LOUD)} />
      </p>
      <p className="t2">{microphone ? t('lineTest.microphoneHint') : t('conference.noMicrophone')}</p>
      <p className="row">
        <Icon name="sound" />
        <b>{t('lineTest.speaker')}</b>
        <span className="sp" />
        <button type="button" className="btn" onClick={() => void playTone()}>
          {t('lineTest.play')}
        </button>
      </p>
      <p className="t2">{t('lineTest.speakerHint')}</p>
    </section>
  );
}

/** How loud the track is now, root mean square of the full scale, 0 to 1. */
function useLevel(track: MediaStreamTrack | null): number {
  const [level, setLevel] = useState(0);
  useEffect(() => {
    if (!track) return undefined;
    const audio = new AudioContext();
    const analyser = audio.createAnalyser();
    audio.createMediaStreamSource(new MediaStream([track])).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    // Where the browser keeps sound back until a tap, the first one opens it.
    const tapped = (): void => void audio.resume().catch(() => undefined);
    window.addEventListener('pointerdown', tapped);
    tapped();
    const stop = every(LOOK_EVERY_MS, () => {
      analyser.getFloatTimeDomainData(samples);
      setLevel(Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length));
    });
    return () => {
      stop();
      window.removeEventListener('pointerdown', tapped);
      void audio.close();
    };
  }, [track]);
  return level;
}

async function playTone(): Promise<void> {
  const audio = new AudioContext();
  const oscillator = new OscillatorNode(audio, { frequency: TONE.hertz });
  oscillator.connect(new GainNode(audio, { gain: TONE.gain })).connect(audio.destination);
  oscillator.onended = () => void audio.close();
  await audio.resume();
  oscillator.start();
  oscillator.stop(audio.currentTime + TONE.seconds);
}
