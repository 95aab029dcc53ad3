import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Bilingual } from '../../kernel/bilingual.js';
import { beijingTime } from '../../kernel/time.js';
import { Dialog } from '../ui/index.js';
import { pictureName, type TakenPicture } from './shown-pictures.js';

/** [EXC8] Several pictures of one press to choose from: whose each is, and what is not live. */
export function FrameChoices(props: {
  title: string;
  frames: readonly TakenPicture[];
  nameOf: (frame: TakenPicture) => Bilingual | undefined;
  onChosen: (frame: TakenPicture) => void;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  return (
    <Dialog title={props.title} onClose={props.onClose}>
      <div className="xc-frames">
        {props.frames.map((frame) => (
          <FrameChoice
            key={`${frame.participantId ?? ''}/${frame.source}`}
            frame={frame}
            name={pictureName(frame, props.nameOf(frame), t)}
            onChosen={() => props.onChosen(frame)}
          />
        ))}
      </div>
    </Dialog>
  );
}

function FrameChoice(props: { frame: TakenPicture; name: string; onChosen: () => void }): ReactNode {
  const { t } = useTranslation();
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
      {frame.state === 'moving' ? null : (
        <span className="t2">{t(`evidence.pictureAt.${frame.state}`, { time: beijingTime(frame.at) })}</span>
      )}
    </button>
  );
}
