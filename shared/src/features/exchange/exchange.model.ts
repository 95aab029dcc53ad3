import { z } from 'zod';
import { Bilingual } from '../../kernel/bilingual.js';
import { Instant } from '../../kernel/time.js';
import { EvidenceFile } from '../evidence/evidence.model.js';
import { Role } from '../identity/identity.model.js';

/** Longest message, characters. */
export const MESSAGE_CHARACTERS = 2000;
/** Most files of one message. */
export const MESSAGE_FILES = 10;

/** What a message says of a file it carries; the file itself is asked for by its id. */
export const Attachment = EvidenceFile.pick({
  id: true,
  kind: true,
  sha256: true,
  bytes: true,
  type: true,
  name: true,
  width: true,
  height: true,
  takenAt: true,
}).extend({ hasPreview: z.boolean() });
export type Attachment = z.infer<typeof Attachment>;

/** One message of a conference, never changed. The text is plain: markup in it is shown, not obeyed. */
export const ExchangeMessage = z.object({
  /** Made by the sender, so that a message sent again after a lost link is the same one. */
  id: z.uuid(),
  orgId: z.string(),
  simulated: z.boolean(),
  drill: z.boolean(),
  incidentId: z.uuid(),
  conferenceId: z.uuid(),
  /** 1, 2, 3 … within the conference, in the order the server took them. */
  position: z.int().positive(),
  authorId: z.string(),
  authorName: Bilingual,
  authorRole: Role.nullable(),
  text: z.string(),
  attachments: z.array(Attachment),
  /** When the sender pressed the key, where that was earlier: he had no link. */
  writtenAt: Instant.nullable(),
  at: Instant,
  /** Those admitted to the conference when it was sent. */
  readers: z.array(z.string()),
  revision: z.int(),
});
export type ExchangeMessage = z.infer<typeof ExchangeMessage>;

/** How far one person's pages have the conversation of a conference: on the device, and before his eyes. */
export const ExchangeMark = z.object({
  /** `<conference>:<principal>`. */
  id: z.string(),
  orgId: z.string(),
  simulated: z.boolean(),
  drill: z.boolean(),
  incidentId: z.uuid(),
  conferenceId: z.uuid(),
  principalId: z.string(),
  name: Bilingual,
  delivered: z.int().nonnegative(),
  read: z.int().nonnegative(),
  at: Instant,
  readers: z.array(z.string()),
  revision: z.int(),
});
export type ExchangeMark = z.infer<typeof ExchangeMark>;
