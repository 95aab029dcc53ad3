import type { TakenPicture } from '../conference/index.js';

/** The frame without loss. */
export function frameBlob({ canvas }: TakenPicture): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the frame is empty'))), 'image/png');
  });
}
