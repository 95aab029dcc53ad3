import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { beijingTime } from '../../kernel/time.js';

export type Freshness =
  | { readonly kind: 'live' }
  | { readonly kind: 'stale'; readonly at: number }
  | { readonly kind: 'offline' }
  | { readonly kind: 'never' };

/** 实时 | 截至 HH:MM:SS | 离线 | 未接入: shape and words, then tone. */
export function Fresh({ value, label }: { value: Freshness; label?: string }): ReactNode {
  const { t } = useTranslation();
  const words = value.kind === 'stale' ? t('fresh.stale', { time: beijingTime(value.at) }) : t(`fresh.${value.kind}`);
  const look = value.kind === 'live' ? '' : value.kind === 'stale' ? ' stale' : ' off';
  return (
    <span className={`fresh${look}`}>
      <i />
      {label === undefined ? words : `${label} ${words}`}
    </span>
  );
}
