import type { ConferenceView } from '../../features/conference/conference.model.js';
import { toInstant } from '../../kernel/time.js';
import { AppError } from '../../kernel/errors.js';
import { subjectOf, type TakenPicture } from '../conference/index.js';
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

/** [ANN1] [EXC8] Hands in what a tile showed and opens a board on it. Rejects with an `AppError`. */
export async function freeze(options: {
  connection: Connection;
  conference: ConferenceView;
  taken: TakenPicture;
  ownId: string;
  surface: string;
}): Promise<void> {
  const { connection, conference, taken, surface } = options;
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
