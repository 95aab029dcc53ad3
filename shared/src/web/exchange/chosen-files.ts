import type { SettingsReader } from '../../kernel/settings.js';
import { EvidenceType } from '../../features/evidence/evidence.model.js';
import { fileMegabytes, MEGABYTE, photoMegabytes } from '../../features/evidence/evidence.settings.js';
import { MESSAGE_FILES } from '../../features/exchange/exchange.model.js';
import type { DraftFile } from './outgoing.js';

export type ChosenFile = DraftFile;

export interface Taken {
  readonly files: readonly ChosenFile[];
  /** What is not taken, with the reason's key. */
  readonly refused: readonly { readonly name: string; readonly reason: string }[];
}

/** Types a browser names otherwise than the bytes do, or for which it has several names. */
const ALSO_TAKEN = ['image/heif', 'image/jpg', 'text/csv', 'text/markdown', 'video/x-m4v', 'video/3gpp'];

/**
 * [EXC7] Adds picked, pasted, dropped or photographed files to those chosen. What the server would refuse in the end is
 * refused here at once, by its own reasons, before words and other files depend on it; a type the browser does not know
 * is left to the server, which looks at the bytes.
 */
export function takeFiles(known: readonly ChosenFile[], more: Iterable<File>, settings: SettingsReader): Taken {
  const files = [...known];
  const refused: { name: string; reason: string }[] = [];
  for (const file of more) {
    const reason = files.length >= MESSAGE_FILES ? 'exchange.too-many-files' : refusalOf(file, settings);
    if (reason === null) files.push(chosen(file));
    else refused.push({ name: file.name, reason });
  }
  return { files, refused };
}

function refusalOf(file: File, settings: SettingsReader): string | null {
  if (file.size === 0) return 'evidence.empty';
  const isTaken = file.type === '' || EvidenceType.safeParse(file.type).success || ALSO_TAKEN.includes(file.type);
  if (!isTaken && !file.type.startsWith('text/')) return 'evidence.wrong-type';
  const limit = isPicture(file) ? photoMegabytes : fileMegabytes;
  return file.size > settings.get(limit) * MEGABYTE ? 'evidence.too-large' : null;
}

const isPicture = (file: File): boolean => file.type.startsWith('image/');

/** A file as it is sent: a picture is evidence of its own kind. */
function chosen(file: File): ChosenFile {
  return {
    name: file.name,
    kind: isPicture(file) ? 'photo' : 'chat-file',
    blob: file,
    takenAt: file.lastModified > 0 ? new Date(file.lastModified).toISOString() : null,
  };
}
