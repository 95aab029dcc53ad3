import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DecisionView } from '@haigang/shared/features/decision/decision.model';
import { speaksStill } from '@haigang/shared/features/decision/decision.rules';
import { useConnection } from '@haigang/shared/web/connection';
import { Dialog, tell } from '@haigang/shared/web/ui';
import { PeopleChoice, usePeople } from './people-choice.js';
import { TextField } from './propose-dialog.js';

/** Before approval the desk may ask more people and revise the text. */
export function SheetEdit({ sheet }: { sheet: DecisionView }): ReactNode {
  const { t } = useTranslation();
  const [open, setOpen] = useState<'ask' | 'revise' | null>(null);
  const close = (): void => setOpen(null);
  const unasked = sheet.state === 'PROPOSED';
  return (
    <p className="row">
      <button type="button" className={unasked ? 'btn pri' : 'btn'} onClick={() => setOpen('ask')}>
        {unasked ? t('decision.ask') : t('decision.askMore')}
      </button>
      <button type="button" className="btn" onClick={() => setOpen('revise')}>
        {t('decision.revise')}
      </button>
      {open === 'ask' ? <AskDialog sheet={sheet} onClose={close} /> : null}
      {open === 'revise' ? <ReviseDialog sheet={sheet} onClose={close} /> : null}
    </p>
  );
}

function AskDialog({ sheet, onClose }: { sheet: DecisionView; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const asked = new Set(
    sheet.voices.filter((one) => one.askedAt !== null && speaksStill(one)).map((one) => one.principalId),
  );
  const people =
    usePeople(sheet.incidentId)?.filter((one) => one.voice !== 'none' && !asked.has(one.principalId)) ?? [];
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState(false);
  const alone = chosen.size === 0 && sheet.state === 'PROPOSED';
  const ask = async (): Promise<void> => {
    setBusy(true);
    const changed = await tell(connection.call('decision:ask', { id: sheet.id, principalIds: [...chosen] }));
    setBusy(false);
    if (!changed) return;
    connection.entities.upsert('decision', changed);
    onClose();
  };
  return (
    <Dialog
      title={t('decision.askTitle')}
      submitText={alone ? t('decision.askNobody') : t('decision.ask')}
      busy={busy}
      canSubmit={alone || chosen.size > 0}
      onSubmit={() => void ask()}
      onClose={onClose}
    >
      <PeopleChoice legend={t('decision.askTitle')} people={people} chosen={chosen} onChange={setChosen} />
    </Dialog>
  );
}

function ReviseDialog({ sheet, onClose }: { sheet: DecisionView; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const [seen] = useState(sheet);
  const [text, setText] = useState(sheet.text);
  const [busy, setBusy] = useState(false);
  const revise = async (): Promise<void> => {
    setBusy(true);
    const { id, revision } = seen;
    const changed = await tell(connection.call('decision:revise', { id, revision, text: text.trim() }));
    setBusy(false);
    if (!changed) return;
    connection.entities.upsert('decision', changed);
    onClose();
  };
  return (
    <Dialog
      title={t('decision.reviseTitle', { number: sheet.number })}
      submitText={t('decision.revise')}
      busy={busy}
      canSubmit={text.trim() !== '' && text.trim() !== seen.text}
      onSubmit={() => void revise()}
      onClose={onClose}
    >
      <TextField label={t('decision.text')} hint={t('decision.reviseHint')} value={text} onChange={setText} />
    </Dialog>
  );
}
