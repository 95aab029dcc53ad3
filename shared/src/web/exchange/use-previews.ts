import type { Attachment } from '../../features/exchange/exchange.model.js';
import { useEntityList } from '../connection/index.js';

type PreviewState = 'ready' | 'due' | 'none';

/** What can be shown of a picture now: its preview is made after the file was kept, and its row says when. */
export function usePreviews(): (file: Pick<Attachment, 'id' | 'hasPreview'>) => PreviewState {
  const rows = new Map(useEntityList('evidence-file').map((file) => [file.id, file]));
  return ({ id, hasPreview }) => {
    const row = rows.get(id);
    if (row?.previewDue) return 'due';
    // A file older than those this page holds has its preview long since.
    return (row ? row.previewSha256 !== null : hasPreview) ? 'ready' : 'none';
  };
}
