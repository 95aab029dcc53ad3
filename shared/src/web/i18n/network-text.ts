import type { TFunction } from 'i18next';
import type { NetworkType } from '../../features/identity/network.model.js';

/**
 * What a device is connected by, in words: `Wi-Fi`, `蜂窝 4G`; the speed beside it where it is a slow one, or alone and
 * named as such where the browser says no more. Null where it says nothing.
 */
export function networkText(
  t: TFunction,
  { network, networkType }: { readonly network: string | null; readonly networkType: NetworkType | null },
): string | null {
  const kind = networkType && t(`network.${networkType}`);
  if (networkType === 'none' || network === null) return kind;
  const speed = network.toUpperCase();
  if (networkType === 'cellular') return `${kind ?? ''} ${speed}`;
  const about = kind && network === '4g' ? null : t('network.speed', { speed });
  return [kind, about].filter(Boolean).join(' · ');
}
