import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceView } from '../../features/conference/conference.model.js';
import type { Bilingual } from '../../kernel/bilingual.js';
import { FrameChoices, shownPictures, takePicture, type TakenPicture } from '../conference/index.js';
import { useConnection, useConnectionState } from '../connection/index.js';
import { Icon, notify, tell } from '../ui/index.js';
import type { OutgoingDraft } from './outgoing.js';
import { snapshotDraft } from './snapshot.js';

/**
 * 截图取证 [EXC8]: takes every picture on this page at the press, in full size. The only one of another person is kept at
 * once; otherwise the person chooses, and what was chosen is the frame of the press, not of the choice.
 */
export function SnapshotButton(props: {
  conference: ConferenceView;
  onTaken: (draft: OutgoingDraft) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { serverNow } = useConnection();
  const [frames, setFrames] = useState<readonly TakenPicture[]>([]);
  const [busy, setBusy] = useState(false);
  const pressed = useRef(false);
  const own = useConnectionState((state) => state.me?.principal);
  const idOf = (frame: TakenPicture): string => frame.participantId ?? own?.id ?? '';
  const nameOf = (frame: TakenPicture): Bilingual | undefined =>
    props.conference.participants.find((one) => one.principalId === idOf(frame))?.name ??
    (frame.participantId === null ? own?.name : undefined);
  const keep = async (frame: TakenPicture): Promise<void> => {
    setFrames([]);
    props.onTaken(await snapshotDraft(frame, { principalId: idOf(frame), name: nameOf(frame) }, t));
  };
  const take = async (): Promise<void> => {
    const taken = await Promise.all(shownPictures().map((shown) => takePicture(shown, serverNow)));
    const whole = taken.filter((frame) => frame !== null);
    const [first] = whole;
    if (!first) notify(t('exchange.noPicture'));
    else if (whole.length === 1 && first.participantId !== null && first.state === 'moving') await keep(first);
    else setFrames(whole);
  };
  /** One press at a time: while a picture is taken and made a file the button is held. */
  const run = async (step: () => Promise<void>): Promise<void> => {
    // NOTE: the second press of two may come before the button is drawn as held.
    if (pressed.current) return;
    pressed.current = true;
    setBusy(true);
    try {
      await tell(step());
    } finally {
      pressed.current = false;
      setBusy(false);
    }
  };
  return (
    <>
      <button
        type="button"
        className="btn xc-icon"
        disabled={busy}
        title={t('exchange.snapshot')}
        aria-label={t('exchange.snapshot')}
        onClick={() => void run(take)}
      >
        <Icon name="frame" />
      </button>
      {frames.length > 0 ? (
        <FrameChoices
          title={t('exchange.chooseFrame')}
          frames={frames}
          nameOf={nameOf}
          onChosen={(frame) => void run(() => keep(frame))}
          onClose={() => setFrames([])}
        />
      ) : null}
    </>
  );
}
