import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DecisionView } from '@haigang/shared/features/decision/decision.model';
import { isOpenDecision } from '@haigang/shared/features/decision/decision.rules';
import type { IncidentView } from '@haigang/shared/features/incident/incident.model';
import { useConnection, useEntityList } from '@haigang/shared/web/connection';
import { Dialog, tell } from '@haigang/shared/web/ui';
import { PeopleChoice, usePeople } from './people-choice.js';

/** [DEC2] A new sheet: the words, who is asked, and which order it will replace. */
export function ProposeDialog(props: {
  incident: IncidentView;
  onProposed: (sheet: DecisionView) => void;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { incident } = props;
  const connection = useConnection();
  const people = usePeople(incident.id)?.filter((one) => one.voice !== 'none') ?? [];
  const older = useEntityList('decision').filter((one) => one.incidentId === incident.id && isOpenDecision(one));
  const [text, setText] = useState('');
  const [picked, setPicked] = useState<ReadonlySet<string> | null>(null);
  const [supersedesId, setSupersedes] = useState('');
  const [busy, setBusy] = useState(false);
  const usual = new Set(people.filter((one) => one.inConference).map((one) => one.principalId));
  const chosen = picked ?? usual;
  const propose = async (): Promise<void> => {
    setBusy(true);
    const sheet = await tell(
      connection.call('decision:propose', {
        ...{ incidentId: incident.id, text: text.trim(), askIds: [...chosen] },
        ...(supersedesId === '' ? {} : { supersedesId }),
      }),
    );
    setBusy(false);
    if (!sheet) return;
    connection.entities.upsert('decision', sheet);
    props.onProposed(sheet);
  };
  return (
    <Dialog
      title={t('decision.proposeTitle', { number: incident.number })}
      submitText={t('decision.propose')}
      busy={busy}
      canSubmit={text.trim() !== ''}
      onSubmit={() => void propose()}
      onClose={props.onClose}
    >
      <TextField label={t('decision.text')} hint={t('decision.textHint')} value={text} onChange={setText} />
      <PeopleChoice legend={t('decision.askTitle')} people={people} chosen={chosen} onChange={setPicked} />
      {older.length > 0 ? (
        <label className="field">
          <span>{t('decision.supersedes')}</span>
          <span className="in">
            <select value={supersedesId} onChange={(event) => setSupersedes(event.target.value)}>
              <option value="">{t('decision.supersedesNone')}</option>
              {older.map((one) => (
                <option key={one.id} value={one.id}>
                  #{one.number} {t(`decision.state.${one.state}`)} {one.text.slice(0, 40)}
                </option>
              ))}
            </select>
          </span>
          <small className="t3">{t('decision.supersedesHint')}</small>
        </label>
      ) : null}
    </Dialog>
  );
}

/** Several lines of words. */
export function TextField(props: {
  label: string;
  hint?: string;
  value: string;
  onChange: (value: string) => void;
}): ReactNode {
  return (
    <label className="field">
      <span>{props.label}</span>
      <textarea
        className="in"
        name="text"
        rows={4}
        maxLength={2000}
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      />
      {props.hint ? <small className="t3">{props.hint}</small> : null}
    </label>
  );
}
