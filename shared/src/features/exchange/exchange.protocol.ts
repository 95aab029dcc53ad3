import { z } from 'zod';
import { mutation, query, type Call } from '../../kernel/contract.js';
import { Instant } from '../../kernel/time.js';
import { ExchangeMark, ExchangeMessage, MESSAGE_CHARACTERS, MESSAGE_FILES } from './exchange.model.js';

/** Lines and tabs, but no other control character. */
const PlainText = z
  .string()
  .max(MESSAGE_CHARACTERS)
  .regex(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/u, 'control characters')
  .transform((text) => text.replaceAll('\r\n', '\n').trim());

export const PostMessage = z
  .object({
    id: z.uuid(),
    conferenceId: z.uuid(),
    text: PlainText,
    attachments: z.array(z.uuid()).max(MESSAGE_FILES).default([]),
    writtenAt: Instant.optional(),
  })
  .refine(({ text, attachments }) => text.length > 0 || attachments.length > 0, 'nothing is said');
export type PostMessage = z.infer<typeof PostMessage>;

export const exchangeCalls = {
  'exchange:post': mutation(PostMessage, ExchangeMessage),
  /** Says how far this person has the conversation; numbers only grow. */
  'exchange:mark': mutation(
    z.object({ conferenceId: z.uuid(), delivered: z.int().nonnegative(), read: z.int().nonnegative() }),
    ExchangeMark,
  ),
  /** The newest messages, or the newest not later than `until`; newest first. Who joins late reads what was said here. */
  'exchange:list': query(
    z.object({ conferenceId: z.uuid(), until: Instant.optional() }),
    z.object({ messages: z.array(ExchangeMessage), marks: z.array(ExchangeMark), more: z.boolean() }),
  ),
} as const satisfies Record<string, Call>;
