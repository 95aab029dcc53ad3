import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Candidate } from '@haigang/shared/features/decision/decision.protocol';
import { useConnection } from '@haigang/shared/web/connection';
import { inLanguage } from '@haigang/shared/web/i18n';
import { tell } from '@haigang/shared/web/ui';

/** Who may be asked and addressed on an incident, as the centre knows it now. */
export function usePeople(incidentId: string): readonly Candidate[] | null {
  const connection = useConnection();
  const [people, setPeople] = useState<readonly Candidate[] | null>(null);
  useEffect(() => {
    let gone = false;
    void tell(connection.call('decision:people', { incidentId })).then((reply) => {
      if (reply && !gone) setPeople(reply.people);
    });
    return () => {
      gone = true;
    };
  }, [connection, incidentId]);
  return people;
}

/** Names with boxes; those in the conference come first and say so. */
export function PeopleChoice(props: {
  legend: string;
  people: readonly Candidate[];
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { chosen } = props;
  const toggle = (id: string): void =>
    props.onChange(new Set(chosen.has(id) ? [...chosen].filter((one) => one !== id) : [...chosen, id]));
  return (
    <fieldset className="people-choice">
      <legend>{props.legend}</legend>
      {props.people.map((person) => (
        <label key={person.principalId} className="row">
          <input type="checkbox" checked={chosen.has(person.principalId)} onChange={() => toggle(person.principalId)} />
          <span>{inLanguage(person.name)}</span>
          <span className="t3">
            {t(`decision.role.${person.role}`, { defaultValue: '' })}
            {person.inConference ? ` · ${t('decision.inConference')}` : ''}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
