import type { TFunction } from 'i18next';
import type { Bilingual } from '../../kernel/bilingual.js';
import { toInstant } from '../../kernel/time.js';
import { subjectOf, type TakenPicture } from '../conference/index.js';
import type { OutgoingDraft } from './outgoing.js';

/** The frame without loss. */
export function frameBlob({ canvas }: TakenPicture): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the frame is empty'))), 'image/png');
  });
}

/** [EXC8] The message that carries a frame, with whose picture it is and when it was. */
export async function snapshotDraft(
  frame: TakenPicture,
  of: { readonly principalId: string; readonly name: Bilingual | undefined },
  t: TFunction,
): Promise<OutgoingDraft> {
  const mediaAt = toInstant(frame.at);
  const subject = { ...subjectOf(frame, of.principalId), mediaAt, ...(of.name ? { name: of.name } : {}) };
  const what = frame.state === 'moving' ? t('exchange.snapshot') : t(`evidence.picture.${frame.state}`);
  const name = `${what}-${mediaAt.replaceAll(/[:.]/gu, '-')}.png`;
  return { text: '', files: [{ name, kind: 'snapshot', blob: await frameBlob(frame), takenAt: mediaAt, subject }] };
}
