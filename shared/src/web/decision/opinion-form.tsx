import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Stance, type DecisionView } from '../../features/decision/decision.model.js';
import { currentOpinion } from '../../features/decision/decision.rules.js';
import { useConnection } from '../connection/index.js';
import { tell } from '../ui/index.js';

/** [DEC3] What this person says of the text: three stances and words, or words alone. */
export function OpinionForm(props: {
  sheet: DecisionView;
  principalId: string;
  /** Where another step is the main one. */
  secondary?: boolean;
}): ReactNode {
  const { sheet, principalId } = props;
  const { t } = useTranslation();
  const connection = useConnection();
  const voice = sheet.voices.find((one) => one.principalId === principalId);
  const said = voice && currentOpinion(sheet, voice);
  const [stance, setStance] = useState<Stance | null>(said?.stance ?? null);
  const [text, setText] = useState(said?.text ?? '');
  const [busy, setBusy] = useState(false);
  const words = text.trim();
  const ready = sheet.can.giveStance ? stance === 'agree' || (stance !== null && words !== '') : words !== '';
  const send = async (): Promise<void> => {
    setBusy(true);
    const changed = await tell(
      connection.call('decision:give-opinion', {
        ...{ id: sheet.id, version: sheet.version },
        ...(stance && sheet.can.giveStance ? { stance } : {}),
        ...(words ? { text: words } : {}),
      }),
    );
    if (changed) connection.entities.upsert('decision', changed);
    setBusy(false);
  };
  return (
    <div className="opinion-form">
      <p className="b" role="status">
        {said
          ? t('decision.yourOpinionGiven', { stance: t(`decision.stance.${said.stance ?? 'text'}`) })
          : t('decision.yourOpinion')}
      </p>
      {sheet.can.giveStance ? (
        <div className="stances" role="group">
          {Stance.options.map((one) => (
            <button
              key={one}
              type="button"
              className="btn tall"
              aria-pressed={stance === one}
              onClick={() => setStance(one)}
            >
              {t(`decision.stance.${one}`)}
            </button>
          ))}
        </div>
      ) : null}
      <textarea
        className="in"
        rows={2}
        maxLength={1000}
        value={text}
        placeholder={t('decision.yourText')}
        aria-label={t('decision.yourText')}
        onChange={(event) => setText(event.target.value)}
      />
      <button
        type="button"
        className={`btn tall${props.secondary ? '' : ' pri'}`}
        disabled={busy || !ready}
        onClick={() => void send()}
      >
        {said ? t('decision.changeOpinion') : t('decision.sendOpinion')}
      </button>
    </div>
  );
}
