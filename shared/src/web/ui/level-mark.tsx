import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventLevel } from '../../features/incident/incident.model.js';

const SHAPES = {
  I: { path: 'M8 1h8l7 7v8l-7 7H8l-7-7V8z', fill: 'var(--l1)', ink: 'var(--l1-ink)', y: 16 },
  II: { path: 'M12 1l11.500 21H.500z', fill: 'var(--l2)', ink: 'var(--l2-ink)', y: 19 },
  III: { path: 'M12 0l12 12-12 12L0 12z', fill: 'var(--l3)', ink: 'var(--l3-ink)', y: 16 },
  IV: { path: 'M12 1a11 11 0 1 0 0 22 11 11 0 0 0 0-22z', fill: 'var(--l4)', ink: 'var(--l4-ink)', y: 16 },
} as const;

/** A level is always colour and shape and words. */
export function LevelMark({
  level,
  size = 24,
  words = true,
}: {
  level: EventLevel | null;
  size?: number;
  words?: boolean;
}): ReactNode {
  const { t } = useTranslation();
  return (
    <span className="lv" title={t(`level.${level ?? 'none'}`)}>
      {level ? <LevelShape level={level} size={size} /> : <UngradedShape size={size} />}
      {words ? t(`level.${level ?? 'none'}`) : <span className="sr">{t(`level.${level ?? 'none'}`)}</span>}
    </span>
  );
}

function LevelShape({ level, size }: { level: EventLevel; size: number }): ReactNode {
  const shape = SHAPES[level];
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <path d={shape.path} fill={shape.fill} />
      <text
        x={12}
        y={shape.y}
        textAnchor="middle"
        fontSize={level === 'II' ? 9 : 10.5}
        fontWeight={700}
        fill={shape.ink}
      >
        {level}
      </text>
    </svg>
  );
}

function UngradedShape({ size }: { size: number }): ReactNode {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <rect
        x={2.5}
        y={2.5}
        width={19}
        height={19}
        fill="none"
        stroke="currentColor"
        strokeWidth={2}
        strokeDasharray="4 3"
      />
      <text x={12} y={16.5} textAnchor="middle" fontSize={12} fontWeight={700} fill="currentColor">
        ?
      </text>
    </svg>
  );
}

const VARIABLES: Readonly<Record<EventLevel, string>> = { I: '--l1', II: '--l2', III: '--l3', IV: '--l4' };

/** The token colour of a level for drawings that CSS does not reach; ungraded is the text colour. */
export function levelColour(level: EventLevel | null): string {
  const styles = getComputedStyle(document.documentElement);
  return styles.getPropertyValue(level ? VARIABLES[level] : '--t1').trim();
}
