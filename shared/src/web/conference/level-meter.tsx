import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** Loudness of speech close by fills the meter; -60 dB is silence. */
const SILENCE_DB = -60;

/** How loud a microphone is now, while it is switched on. */
export function LevelMeter({ track }: { track: MediaStreamTrack | null }): ReactNode {
  const { t } = useTranslation();
  const ref = useRef<HTMLMeterElement>(null);
  const [silent, setSilent] = useState(false);
  useEffect(() => {
    if (!track) return undefined;
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    let frame = 0;
    const show = (): void => {
      analyser.getFloatTimeDomainData(samples);
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
      if (ref.current) ref.current.value = power === 0 ? 0 : Math.max(0, 1 - (10 * Math.log10(power)) / SILENCE_DB);
      setSilent(!track.enabled);
      frame = requestAnimationFrame(show);
    };
    show();
    return () => {
      cancelAnimationFrame(frame);
      void context.close();
    };
  }, [track]);
  return (
    <>
      <meter ref={ref} className="level-meter" min={0} max={1} aria-label={t('localDevice.level')} />
      {silent ? <p className="t2">{t('localDevice.silent')}</p> : null}
    </>
  );
}
