import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceView } from '../../features/conference/conference.model.js';
import { pictureName, shownPictures, type ShownPicture } from '../conference/index.js';
import { useConnection } from '../connection/index.js';
import { Icon, notify, tell } from '../ui/index.js';
import { freeze } from './freeze.js';

/**
 * [ANN1] Freezes the only picture of another person at once, and asks whose where there are several or one's own is among
 * them; says so where there is none.
 */
export function FreezeButton(props: { conference: ConferenceView; ownId: string; surface: string }): ReactNode {
  const { t } = useTranslation();
  const { conference, ownId, surface } = props;
  const connection = useConnection();
  const [choices, setChoices] = useState<readonly ShownPicture[]>([]);
  const [busy, setBusy] = useState(false);
  const take = async (shown: ShownPicture): Promise<void> => {
    setChoices([]);
    setBusy(true);
    await tell(freeze({ connection, conference, shown, ownId, surface }));
    setBusy(false);
  };
  const begin = (): void => {
    const pictures = shownPictures();
    const [only] = pictures;
    if (choices.length > 0) setChoices([]);
    else if (!only) notify(t('annotation.noPicture'));
    else if (pictures.length === 1 && only.participantId !== null) void take(only);
    else setChoices(pictures);
  };
  const nameOf = (shown: ShownPicture): string =>
    pictureName(shown, conference.participants.find((one) => one.principalId === shown.participantId)?.name, t);
  return (
    <>
      <button type="button" className="btn" disabled={busy} onClick={begin}>
        <Icon name="pen" size={22} />
        <span className="long">{busy ? t('annotation.sending') : t('annotation.freeze')}</span>
        <span className="short">{busy ? t('annotation.sending') : t('annotation.freezeShort')}</span>
      </button>
      {choices.map((shown) => (
        <button
          key={`${shown.participantId ?? ''}/${shown.source}`}
          type="button"
          className="btn choice"
          onClick={() => void take(shown)}
        >
          {nameOf(shown)}
        </button>
      ))}
    </>
  );
}
