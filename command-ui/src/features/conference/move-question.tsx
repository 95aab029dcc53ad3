import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import { isWaiting } from '@haigang/shared/features/conference/conference.rules';
import { leftAlone, successor } from '@haigang/shared/features/conference/room.rules';
import { useConnectionState, useEntities } from '@haigang/shared/web/connection';
import { inLanguage } from '@haigang/shared/web/i18n';
import { Dialog } from '@haigang/shared/web/ui';
import { useView } from '../../app/view.js';
import { askNoMore, useAsked, type Move } from './move.js';
import { useMove } from './use-move.js';

/** [ROOM12] What becomes of the call a host is in, before he goes into another one. */
export function MoveQuestion(): ReactNode {
  const move = useAsked();
  const { conferenceId } = useView();
  const current = useEntities(({ conference }) => (conferenceId === null ? undefined : conference.get(conferenceId)));
  const waits = useEntities((state) => move?.kind !== 'accept' || isStillWaiting(state['conference-request'], move));
  const over = move !== null && (!current || current.state === 'ENDED' || !waits);
  useEffect(() => {
    if (over) askNoMore();
  }, [over]);
  if (!move || !current || over) return null;
  return <Question key={move.kind} move={move} current={current} />;
}

/** Somebody else may answer it meanwhile, or its asker withdraw it. */
function isStillWaiting(
  requests: ReadonlyMap<string, Parameters<typeof isWaiting>[0]>,
  { request }: Extract<Move, { kind: 'accept' }>,
): boolean {
  const now = requests.get(request.id);
  return now !== undefined && isWaiting(now);
}

function Question({ move, current }: { move: Move; current: ConferenceView }): ReactNode {
  const { t } = useTranslation();
  const me = useConnectionState((state) => state.me?.principal.id) ?? '';
  const { go, endAndGo, acceptOnly, busy } = useMove();
  const then = (way: () => void) => () => {
    askNoMore();
    way();
  };
  // A desk that came in meanwhile hosts once he goes.
  const next = leftAlone(current, me) ? undefined : successor(current, me);
  const moves = next ? then(() => void go(move)) : then(() => endAndGo(move));
  const accepts = move.kind === 'accept';
  const text = next
    ? t(accepts ? 'move.acceptAndHandOver' : 'move.handOver', { name: inLanguage(next.name) })
    : t(accepts ? 'move.acceptAndEnd' : 'move.end');
  const number = current.incidentNumber;
  return (
    <Dialog
      title={t('move.title')}
      submitText={accepts ? t('move.acceptAndStay') : text}
      submitFirst={accepts}
      other={accepts ? { text, onPress: moves } : undefined}
      busy={busy}
      onSubmit={move.kind === 'accept' ? then(() => acceptOnly(move)) : moves}
      onClose={askNoMore}
    >
      <p>{next ? t('move.textHost', { number, name: inLanguage(next.name) }) : t('move.text', { number })}</p>
      {accepts ? <p>{t('move.stayText')}</p> : null}
      {next ? null : <p className="t2">{t('move.hint')}</p>}
    </Dialog>
  );
}
