import { z } from 'zod';
import { Bilingual } from '../../kernel/bilingual.js';
import { Instant } from '../../kernel/time.js';
import { Role } from '../identity/identity.model.js';

/** What a file is to the incident: a photo, a file sent in a conversation, a frame of live video, a drawing on one. */
export const EvidenceKind = z.enum(['photo', 'chat-file', 'snapshot', 'annotation']);
export type EvidenceKind = z.infer<typeof EvidenceKind>;

/** The types that are kept (EVD3), told from the bytes and never from a name or a header. */
export const EvidenceType = z.enum([
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/heic',
  'application/pdf',
  'text/plain',
  'video/mp4',
  'video/quicktime',
  'video/webm',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
]);
export type EvidenceType = z.infer<typeof EvidenceType>;

/** SHA-256 as 64 lower-case hex digits. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/u);

/** Of a frame: it moved, it was the still of a weak line, or it stood, and is as old as its time says. */
export const PictureState = z.enum(['moving', 'still', 'standing']);
export type PictureState = z.infer<typeof PictureState>;

/** What a frame shows and when it was: whose picture, or which camera's. */
export const EvidenceSubject = z.object({
  participantId: z.string().max(120).optional(),
  cameraId: z.string().max(120).optional(),
  name: Bilingual.optional(),
  /** Server time of the frame. */
  mediaAt: Instant.optional(),
  /** Position in the medium, seconds, as the browser reports it. */
  mediaSeconds: z.number().nonnegative().optional(),
  /** Absent where nobody said: older records and cameras. */
  picture: PictureState.optional(),
});
export type EvidenceSubject = z.infer<typeof EvidenceSubject>;

/** A file of an incident, write once. Its bytes lie beside the database under their hash. */
export const EvidenceFile = z.object({
  id: z.uuid(),
  orgId: z.string(),
  simulated: z.boolean(),
  drill: z.boolean(),
  incidentId: z.uuid(),
  /** The conversation it belongs to; null where it belongs to the incident alone. */
  conferenceId: z.uuid().nullable(),
  kind: EvidenceKind,
  sha256: Sha256,
  bytes: z.int().positive(),
  type: EvidenceType,
  /** As the sender called it: hostile text, shown as text and offered as a file name only. */
  name: z.string().max(160),
  width: z.int().nullable(),
  height: z.int().nullable(),
  /** A JPEG made from the picture; null where there is none. */
  previewSha256: Sha256.nullable(),
  /** True until it was tried to make one: it comes after the file itself. */
  previewDue: z.boolean().default(false),
  /** True until a message or a row of its own says it in the incident's log. */
  logDue: z.boolean().default(false),
  /** Claimed by the device; the server's own stamp is `at`. */
  takenAt: Instant.nullable(),
  at: Instant,
  subject: EvidenceSubject.nullable(),
  uploaderId: z.string(),
  uploaderName: Bilingual,
  uploaderRole: Role.nullable(),
  revision: z.int(),
});
export type EvidenceFile = z.infer<typeof EvidenceFile>;

/** What the sender says of a file; `filename` and `takenAt` are claims, `sha256` is checked. */
export const EvidenceClaim = z.object({
  incidentId: z.uuid().optional(),
  conferenceId: z.uuid().optional(),
  kind: EvidenceKind,
  filename: z.string().max(1000).default(''),
  takenAt: Instant.optional(),
  sha256: Sha256.optional(),
  subject: EvidenceSubject.optional(),
});
export type EvidenceClaim = z.infer<typeof EvidenceClaim>;
