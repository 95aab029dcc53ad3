import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { beijingTime } from '@haigang/shared/kernel/time';
import { Availability } from '@haigang/shared/features/expert/expert.model';
import { availabilityAt } from '@haigang/shared/features/expert/expert.rules';
import { useConnection, useEntities } from '@haigang/shared/web/connection';
import { tell, useServerNow } from '@haigang/shared/web/ui';

const HOUR_MS = 3_600_000;
/** Ends on offer, hours from now; 0 is without an end. */
const ENDS = [0, 1, 4, 8] as const;

/** [EXPT2] On call, busy or off, and until when. */
export function AvailabilityCard({ id }: { id: string }): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const now = useServerNow(connection.serverNow, 5000);
  const expert = useEntities((state) => state.expert.get(id));
  const [hours, setHours] = useState<number>(0);
  const current = expert ? availabilityAt(expert, now) : null;
  const end = expert?.until ? Date.parse(expert.until) : 0;
  const say = async (availability: Availability): Promise<void> => {
    const until = hours === 0 ? null : new Date(connection.serverNow() + hours * HOUR_MS).toISOString();
    const saved = await tell(connection.call('expert:set-availability', { availability, until }));
    if (saved) connection.entities.upsert('expert', saved);
  };
  return (
    <section className="card availability-card">
      <h2>
        {t('experts.yours')}
        {end > now ? <span className="t2 n"> {t('experts.until', { time: beijingTime(end).slice(0, 5) })}</span> : null}
      </h2>
      <div className="choices" role="group" aria-label={t('experts.setUntil')}>
        {ENDS.map((one) => (
          <button key={one} type="button" className="btn" aria-pressed={hours === one} onClick={() => setHours(one)}>
            {one === 0 ? t('experts.noEnd') : t('experts.hours', { count: one })}
          </button>
        ))}
      </div>
      <div className="choices" role="group" aria-label={t('experts.availability')}>
        {Availability.options.map((one) => (
          <button
            key={one}
            type="button"
            className="btn tall"
            aria-pressed={current === one}
            onClick={() => void say(one)}
          >
            {t(`availability.${one}`)}
          </button>
        ))}
      </div>
      <p className="t2">{t('experts.hint')}</p>
    </section>
  );
}
