import { useEffect } from 'react';
import type { AnnotationBoardView } from '../../features/annotation/annotation.model.js';
import type { ConferenceView } from '../../features/conference/conference.model.js';
import { useConnection, useEntityList } from '../connection/index.js';

/** Boards of a conference; asked for whenever the link is live: who came after one was opened hears of it here. */
export function useBoards({ id: conferenceId }: Pick<ConferenceView, 'id'>): AnnotationBoardView[] {
  const connection = useConnection();
  useEffect(
    () =>
      connection.onLive(() => {
        connection
          .call('annotation:enter', { conferenceId })
          .then(({ boards, strokes }) => {
            connection.entities.upsertAll('annotation-board', boards);
            connection.entities.upsertAll('annotation-stroke', strokes);
          })
          // Not admitted yet, or the conference ended: there is nothing to show then.
          .catch(() => undefined);
      }),
    [connection, conferenceId],
  );
  return useEntityList('annotation-board').filter((board) => board.conferenceId === conferenceId);
}
