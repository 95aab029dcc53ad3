import { z } from 'zod';
import { query, type Call } from '../../kernel/contract.js';
import { EvidenceFile } from './evidence.model.js';

/** Where files are sent by tus, and read again. */
export const UPLOADS_PATH = '/api/uploads';
/** Bytes of one request; what a lost link may cost. */
export const UPLOAD_CHUNK_BYTES = 8 * 1024 * 1024;
/** Names the page a request comes from, where it is no desk: a browser may hold the cookies of several. */
export const SURFACE_HEADER = 'x-haigang-surface';

export const evidenceCalls = {
  /** The files of an incident the caller may see, newest first. */
  'evidence:list': query(
    z.object({ incidentId: z.uuid(), conferenceId: z.uuid().optional() }),
    z.object({ files: z.array(EvidenceFile) }),
  ),
} as const satisfies Record<string, Call>;

/** Address of a file's bytes, or of its preview. */
export function evidenceUrl(id: string, what: 'original' | 'preview', surface?: string): string {
  const query = surface === undefined ? '' : `?surface=${encodeURIComponent(surface)}`;
  return `/api/evidence/${encodeURIComponent(id)}${what === 'preview' ? '/preview' : ''}${query}`;
}
