import { fileOpenBoard } from '@haigang/shared/web/annotation';
import type { Connection } from '@haigang/shared/web/connection';
import { tell } from '@haigang/shared/web/ui';
import { isInConference, leaveConference } from '../../app/view.js';

/** Ends a conference for everybody; what was drawn and not filed yet is filed before. Says in words why it failed. */
export async function endConference(connection: Connection, conferenceId: string): Promise<boolean> {
  await fileOpenBoard(connection, conferenceId);
  const ended = await tell(connection.call('conference:end', { conferenceId }));
  if (ended && isInConference(conferenceId)) leaveConference();
  return ended !== undefined;
}
