import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DecisionView, DecisionVoice, OpinionEntry } from '../../features/decision/decision.model.js';
import { currentOpinion, isOpenDecision, speaksStill } from '../../features/decision/decision.rules.js';
import { beijingTime } from '../../kernel/time.js';
import { useConnection } from '../connection/index.js';
import { inLanguage } from '../i18n/index.js';
import { elapsed, useServerNow } from '../ui/index.js';

/** [DEC4] Who says what of the text as it stands, who has not answered and for how long, and what was said before. */
export function OpinionList({ sheet }: { sheet: DecisionView }): ReactNode {
  return (
    <ul className="rows opinions">
      {sheet.voices.map((voice) => (
        <VoiceRow key={voice.principalId} sheet={sheet} voice={voice} />
      ))}
    </ul>
  );
}

function VoiceRow({ sheet, voice }: { sheet: DecisionView; voice: DecisionVoice }): ReactNode {
  const { t } = useTranslation();
  const now = useServerNow(useConnection().serverNow);
  const said = currentOpinion(sheet, voice);
  const before = said ? voice.entries.slice(0, -1) : voice.entries;
  const waits = voice.askedAt !== null && speaksStill(voice) && isOpenDecision(sheet) && sheet.approval === null;
  return (
    <li>
      <p className="row">
        <b>{inLanguage(voice.name)}</b>
        <span className="t3">{roleText(t, voice.role)}</span>
        <span className="sp" />
        {said ? (
          <b className={`stance ${said.stance ?? 'text'}`}>{t(`decision.stance.${said.stance ?? 'text'}`)}</b>
        ) : waits ? (
          <b className="n">
            {t('decision.waitingOpinion', { elapsed: elapsed(now - Date.parse(voice.askedAt ?? '')) })}
          </b>
        ) : (
          <span className="t3">—</span>
        )}
        {said ? <span className="t3 n">{beijingTime(Date.parse(said.at))}</span> : null}
      </p>
      {said?.text ? <p className="words">{said.text}</p> : null}
      {before.length > 0 ? (
        <p className="t3 words">
          {t('decision.history')}
          {before.map((entry) => pastOpinion(t, sheet, entry)).join(' → ')}
        </p>
      ) : null}
    </li>
  );
}

type Translate = ReturnType<typeof useTranslation>['t'];

function pastOpinion(t: Translate, sheet: DecisionView, entry: OpinionEntry): string {
  const version = entry.version === sheet.version ? [] : [t('decision.earlierVersion', { version: entry.version })];
  const stance = t(`decision.stance.${entry.stance ?? 'text'}`);
  return [stance, ...(entry.text ? [entry.text] : []), ...version, beijingTime(Date.parse(entry.at))].join(' ');
}

function roleText(t: Translate, role: DecisionVoice['role']): string {
  return t(`decision.role.${role}`, { defaultValue: '' });
}
