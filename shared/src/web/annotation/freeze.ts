import type { ConferenceView } from '../../features/conference/conference.model.js';
import { toInstant } from '../../kernel/time.js';
import { AppError } from '../../kernel/errors.js';
import { drawFrame, participantOfVideo, shownVideos } from '../conference/index.js';
import type { Connection } from '../connection/index.js';
import { startUpload } from '../evidence/index.js';

/** A picture of somebody that moves on this page now. */
export interface LivePicture {
  readonly principalId: string;
  readonly video: HTMLVideoElement;
}

const JPEG_QUALITY = 0.92;

/** The pictures of others on this page, largest first. */
export function livePictures(): LivePicture[] {
  return shownVideos('figure[data-participant] video').flatMap((video) => {
    const principalId = participantOfVideo(video);
    return principalId ? [{ principalId, video }] : [];
  });
}

export function toJpeg(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new AppError('internal', 'annotation.no-still', 'no picture was made'))),
      'image/jpeg',
      JPEG_QUALITY,
    );
  });
}

/** [ANN1] Freezes, hands the still in and opens a board on it. Rejects with an `AppError`. */
export async function freeze(options: {
  connection: Connection;
  conference: ConferenceView;
  picture: LivePicture;
  surface: string;
}): Promise<void> {
  const { connection, conference, picture, surface } = options;
  const mediaAt = toInstant(connection.serverNow());
  const mediaSeconds = picture.video.currentTime;
  const still = await toJpeg(drawFrame(picture.video));
  const person = conference.participants.find((one) => one.principalId === picture.principalId);
  const subject = {
    participantId: picture.principalId,
    mediaAt,
    mediaSeconds,
    ...(person ? { name: person.name } : {}),
  };
  const fileId = await startUpload({
    file: still,
    claim: { conferenceId: conference.id, kind: 'snapshot', takenAt: mediaAt, subject },
    filename: `${conference.incidentNumber}-${mediaAt.replaceAll(':', '')}.jpg`,
    surface,
    onProgress: () => undefined,
  }).done;
  const board = await connection.call('annotation:open', { conferenceId: conference.id, fileId });
  connection.entities.upsert('annotation-board', board);
}
