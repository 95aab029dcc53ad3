import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { beijingTime } from '../../kernel/time.js';
import { useConnection } from '../connection/index.js';
import { elapsed, useServerNow } from '../ui/index.js';

/** Over a picture that does not move: why, and of when it is; the age alone where a tile is small. */
export function PictureNote(props: { text: string; taken: () => number | null }): ReactNode {
  const { text, taken } = props;
  return (
    <p className="o bl">
      <span className="chip">
        <span className="words">{text}</span>
        <PictureAge taken={taken} />
      </span>
    </p>
  );
}

/** [LADDER4] When what is seen was taken, and how long ago that is, by the server's clock; nothing where nothing was seen. */
function PictureAge(props: { taken: () => number | null }): ReactNode {
  const { t } = useTranslation();
  const now = useServerNow(useConnection().serverNow);
  const taken = props.taken();
  if (taken === null) return null;
  return (
    <span className="n">
      {beijingTime(taken)} {t('conference.stillAge', { age: elapsed(now - taken) })}
    </span>
  );
}
