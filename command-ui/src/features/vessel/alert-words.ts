import type { TFunction } from 'i18next';
import type { Bilingual } from '@haigang/shared/kernel/bilingual';
import { elapsed } from '@haigang/shared/kernel/time';
import type { VesselAlert } from '@haigang/shared/features/vessel/vessel-alert.model';

/** What was measured, in a line of plain words. */
export function alertWords(
  { rule, facts }: Pick<VesselAlert, 'rule' | 'facts'>,
  t: TFunction,
  inLanguage: (text: Bilingual) => string,
): string {
  const { place, metres, knots, limitKnots, seconds, changes, text, addressee } = facts;
  return t(`vesselAlert.words.${rule}`, {
    place: place ? inLanguage(place.name) : '',
    metres: metres === null ? '' : Math.round(metres),
    kilometres: metres === null ? '' : (metres / 1000).toFixed(1),
    knots: knots?.toFixed(1) ?? '',
    limit: limitKnots ?? '',
    elapsed: seconds === null ? '' : elapsed(seconds * 1000),
    text: text ?? '',
    addressee: addressee === null ? '' : t('vesselAlert.textTo', { mmsi: addressee }),
    changes: changes
      .map(({ field, before, after }) => `${t(`vessel.identity.${field}`)} ${before} → ${after}`)
      .join(' · '),
  });
}
