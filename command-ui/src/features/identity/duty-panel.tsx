import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DUTY_ROLES, seesPresence } from '@haigang/shared/features/identity/identity.model';
import type { Presence } from '@haigang/shared/features/identity/identity.protocol';
import { usePrincipalIs } from '@haigang/shared/web/connection';
import { inLanguage } from '@haigang/shared/web/i18n';
import { Fresh } from '@haigang/shared/web/ui';

/** [PRE1] 值班: who is there by role, and which phone cannot be reached, before anybody rings into nothing. */
export function DutyPanel({ presence }: { presence: readonly Presence[] }): ReactNode {
  const { t } = useTranslation();
  const told = usePrincipalIs(seesPresence);
  if (!told) return null;
  return (
    <section className="p duty">
      <header className="ph">
        <h2>{t('wall.duty')}</h2>
        <Fresh value={presence.length > 0 ? { kind: 'live' } : { kind: 'never' }} />
      </header>
      {presence.length === 0 ? <div className="empty">{t('wall.dutyNone')}</div> : null}
      <ul className="rows">
        {DUTY_ROLES.map((role) => {
          const people = byPerson(presence.filter((one) => one.roles.includes(role) && one.onDuty));
          if (people.length === 0) return null;
          return (
            <li key={role} className="row">
              <span className="t2">{t(`role.${role}`)}</span>
              <span className="sp" />
              <span className="people">
                {people.map((person) => (
                  <span key={person.principalId} className={person.reachable ? 'b' : 't3'}>
                    {inLanguage(person.name)}
                    {person.reachable
                      ? ''
                      : ` · ${person.soundBlocked ? t('wall.soundBlocked') : t('wall.unreachable')}`}
                  </span>
                ))}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** One line per person: reachable when any of the person's pages is. */
function byPerson(pages: readonly Presence[]): Presence[] {
  const people = new Map<string, Presence>();
  for (const page of pages) {
    const known = people.get(page.principalId);
    if (!known?.reachable) people.set(page.principalId, page);
  }
  return [...people.values()];
}
