import type { ConferenceView } from '../../features/conference/conference.model.js';
import { toInstant } from '../../kernel/time.js';
import { AppError } from '../../kernel/errors.js';
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
  const found = [...document.querySelectorAll<HTMLElement>('[data-participant]')].flatMap((tile) => {
    const video = tile.querySelector('video');
    const principalId = tile.dataset['participant'];
    return video && principalId && video.videoWidth > 0 ? [{ principalId, video }] : [];
  });
  const area = ({ video }: LivePicture): number => video.clientWidth * video.clientHeight;
  return found.toSorted((a, b) => area(b) - area(a));
}

/** The frame as it is received now, in its full size. */
function captureFrame(video: HTMLVideoElement): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  return toJpeg(canvas);
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
  const still = await captureFrame(picture.video);
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
