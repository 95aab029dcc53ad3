import type { ConferenceView } from '../../features/conference/conference.model.js';
import { toInstant } from '../../kernel/time.js';
import { AppError } from '../../kernel/errors.js';
import { subjectOf, takePicture, type ShownPicture } from '../conference/index.js';
import type { Connection } from '../connection/index.js';
import { startUpload } from '../evidence/index.js';

const JPEG_QUALITY = 0.92;

export function toJpeg(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new AppError('internal', 'annotation.no-still', 'no picture was made'))),
      'image/jpeg',
      JPEG_QUALITY,
    );
  });
}

/** [ANN1] [EXC8] Freezes what a tile shows, hands the still in and opens a board on it. Rejects with an `AppError`. */
export async function freeze(options: {
  connection: Connection;
  conference: ConferenceView;
  shown: ShownPicture;
  ownId: string;
  surface: string;
}): Promise<void> {
  const { connection, conference, shown, surface } = options;
  const taken = await takePicture(shown, connection.serverNow);
  if (!taken) throw new AppError('conflict', 'annotation.no-picture', 'no tile shows a picture');
  const participantId = taken.participantId ?? options.ownId;
  const mediaAt = toInstant(taken.at);
  const person = conference.participants.find((one) => one.principalId === participantId);
  const subject = { ...subjectOf(taken, participantId), mediaAt, ...(person ? { name: person.name } : {}) };
  const fileId = await startUpload({
    file: await toJpeg(taken.canvas),
    claim: { conferenceId: conference.id, kind: 'snapshot', takenAt: mediaAt, subject },
    filename: `${conference.incidentNumber}-${mediaAt.replaceAll(':', '')}.jpg`,
    surface,
    onProgress: () => undefined,
  }).done;
  const board = await connection.call('annotation:open', { conferenceId: conference.id, fileId });
  connection.entities.upsert('annotation-board', board);
}
