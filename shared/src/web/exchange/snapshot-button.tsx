import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceView } from '../../features/conference/conference.model.js';
import type { Bilingual } from '../../kernel/bilingual.js';
import { toInstant } from '../../kernel/time.js';
import { useConnection, useConnectionState } from '../connection/index.js';
import { inLanguage } from '../i18n/index.js';
import { Dialog, Icon, notify, tell } from '../ui/index.js';
import type { OutgoingDraft } from './outgoing.js';
import { frameBlob, liveVideos, takeFrame, type Frame } from './snapshot.js';

/**
 * 截图取证: takes every picture on this page at the press, in full size. One is kept at once; of several the person
 * chooses, and what was chosen is the frame of the press, not of the choice.
 */
export function SnapshotButton(props: {
  conference: ConferenceView;
  onTaken: (draft: OutgoingDraft) => void;
}): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const [frames, setFrames] = useState<readonly Frame[]>([]);
  const own = useConnectionState((state) => state.me?.principal);
  const idOf = (frame: Frame): string => frame.participantId ?? own?.id ?? '';
  const nameOf = (frame: Frame): Bilingual | undefined =>
    props.conference.participants.find((one) => one.principalId === idOf(frame))?.name ??
    (frame.participantId === null ? own?.name : undefined);
  const keep = async (frame: Frame): Promise<void> => {
    setFrames([]);
    const name = nameOf(frame);
    const mediaAt = toInstant(frame.at + connection.state.getState().serverOffsetMs);
    const { mediaSeconds } = frame;
    const subject = { participantId: idOf(frame), mediaSeconds, mediaAt, ...(name ? { name } : {}) };
    const file = `${t('exchange.snapshot')}-${mediaAt.replaceAll(/[:.]/gu, '-')}.png`;
    const blob = await frameBlob(frame);
    props.onTaken({ text: '', files: [{ name: file, kind: 'snapshot', blob, takenAt: mediaAt, subject }] });
  };
  const take = async (): Promise<void> => {
    const taken = await Promise.all(liveVideos().map(takeFrame));
    const [first] = taken;
    if (!first) notify(t('exchange.noPicture'));
    else if (taken.length === 1) await keep(first);
    else setFrames(taken);
  };
  return (
    <>
      <button
        type="button"
        className="btn xc-icon"
        title={t('exchange.snapshot')}
        aria-label={t('exchange.snapshot')}
        onClick={() => void tell(take())}
      >
        <Icon name="frame" />
      </button>
      {frames.length > 0 ? (
        <Dialog title={t('exchange.chooseFrame')} onClose={() => setFrames([])}>
          <div className="xc-frames">
            {frames.map((frame, at) => (
              <FrameChoice
                key={at}
                frame={frame}
                name={inLanguage(nameOf(frame) ?? { zh: '', en: '' }) || t('conference.centre')}
                onChosen={() => void tell(keep(frame))}
              />
            ))}
          </div>
        </Dialog>
      ) : null}
    </>
  );
}

function FrameChoice(props: { frame: Frame; name: string; onChosen: () => void }): ReactNode {
  const { frame } = props;
  const ref = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const shown = ref.current;
    if (!shown) return;
    shown.width = 320;
    shown.height = Math.round((320 * frame.canvas.height) / frame.canvas.width);
    shown.getContext('2d')?.drawImage(frame.canvas, 0, 0, shown.width, shown.height);
  }, [frame]);
  return (
    <button type="button" className="xc-frame" onClick={props.onChosen}>
      <canvas ref={ref} />
      <span>{props.name}</span>
    </button>
  );
}
