import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceView } from '../../features/conference/conference.model.js';
import { FrameChoices, shownPictures, takePicture, type TakenPicture } from '../conference/index.js';
import { useConnection } from '../connection/index.js';
import { Icon, notify, tell } from '../ui/index.js';
import { freeze } from './freeze.js';

/**
 * [ANN1] Freezes the only picture of another person at once, and asks whose where there are several or one's own is among
 * them: of the press, not of the choice. Says so where there is none.
 */
export function FreezeButton(props: { conference: ConferenceView; ownId: string; surface: string }): ReactNode {
  const { t } = useTranslation();
  const { conference, ownId, surface } = props;
  const connection = useConnection();
  const [choices, setChoices] = useState<readonly TakenPicture[]>([]);
  const [busy, setBusy] = useState(false);
  /** However a step ends, the button is given back. */
  const run = async (step: () => Promise<void>): Promise<void> => {
    setBusy(true);
    try {
      await tell(step());
    } finally {
      setBusy(false);
    }
  };
  const keep = async (taken: TakenPicture): Promise<void> => {
    setChoices([]);
    await freeze({ connection, conference, taken, ownId, surface });
  };
  const begin = async (): Promise<void> => {
    const looked = await Promise.all(shownPictures().map((shown) => takePicture(shown, connection.serverNow)));
    const whole = looked.filter((taken) => taken !== null);
    const [only] = whole;
    if (!only) notify(t('annotation.noPicture'));
    else if (whole.length === 1 && only.participantId !== null && only.state === 'moving') await keep(only);
    else setChoices(whole);
  };
  return (
    <>
      <button type="button" className="btn" disabled={busy} onClick={() => void run(begin)}>
        <Icon name="pen" size={22} />
        <span className="long">{busy ? t('annotation.sending') : t('annotation.freeze')}</span>
        <span className="short">{busy ? t('annotation.sending') : t('annotation.freezeShort')}</span>
      </button>
      {choices.length > 0 ? (
        <FrameChoices
          title={t('annotation.chooseFrame')}
          frames={choices}
          nameOf={({ participantId }) => conference.participants.find((one) => one.principalId === participantId)?.name}
          onChosen={(taken) => void run(() => keep(taken))}
          onClose={() => setChoices([])}
        />
      ) : null}
    </>
  );
}
