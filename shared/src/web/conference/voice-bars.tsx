import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

const BARS = [1, 2, 3] as const;

/** How loud a voice is, in three bars; said in words for those who do not see them. */
export function VoiceBars({ steps, speaking }: { steps: number; speaking: boolean }): ReactNode {
  const { t } = useTranslation();
  if (steps === 0) return null;
  return (
    <span
      className="voice"
      role={speaking ? 'img' : undefined}
      aria-label={speaking ? t('conference.speaking') : undefined}
    >
      {BARS.map((bar) => (
        <i key={bar} className={steps >= bar ? 'on' : ''} />
      ))}
    </span>
  );
}
