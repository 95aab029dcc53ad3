import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { beijingDate, beijingTime } from '@haigang/shared/kernel/time';
import type { Expert } from '@haigang/shared/features/expert/expert.model';
import { availabilityAt } from '@haigang/shared/features/expert/expert.rules';

/** How an expert stands now, in words, and until when he said so. */
export function AvailabilityTag({ expert, now }: { expert: Expert; now: number }): ReactNode {
  const { t } = useTranslation();
  const availability = availabilityAt(expert, now);
  const end = expert.until === null ? 0 : Date.parse(expert.until);
  return (
    <span className={`tag${availability === 'available' ? ' on' : ''} availability`}>
      {t(`availability.${availability}`)}
      {end > now ? <span className="n">{t('experts.until', { time: when(end, now) })}</span> : null}
    </span>
  );
}

export function Specialities({ expert }: { expert: Expert }): ReactNode {
  const { t } = useTranslation();
  return <span>{expert.specialities.map((one) => t(`speciality.${one}`)).join(' · ')}</span>;
}

/** The time, with the day when it is not today. */
function when(at: number, now: number): string {
  const time = beijingTime(at).slice(0, 5);
  return beijingDate(at) === beijingDate(now) ? time : `${beijingDate(at)} ${time}`;
}
