import { useEffect } from 'react';
import type { AnnotationBoardView } from '../../features/annotation/annotation.model.js';
import type { ConferenceView } from '../../features/conference/conference.model.js';
import { mayFollow } from '../../features/evidence/evidence.rules.js';
import { useConnection, useEntityList, usePrincipalIs } from '../connection/index.js';

/** Boards of a conference; asked for whenever the link is live: who came after one was opened hears of it here. */
export function useBoards(conference: ConferenceView): AnnotationBoardView[] {
  const { id: conferenceId } = conference;
  const connection = useConnection();
  const follows = usePrincipalIs((one) => mayFollow(conference, one));
  useEffect(
    () =>
      connection.onLive(() => {
        connection
          .call('annotation:enter', { conferenceId })
          .then(({ boards, strokes }) => {
            connection.entities.upsertAll('annotation-board', boards);
            connection.entities.upsertAll('annotation-stroke', strokes);
          })
          // Not admitted yet, when it is asked for anew as soon as he is; or the conference ended.
          .catch(() => undefined);
      }),
    // NOTE: `follows` is no input: who is let in, or comes after all, asks anew.
    [connection, conferenceId, follows],
  );
  return useEntityList('annotation-board').filter((board) => board.conferenceId === conferenceId);
}
