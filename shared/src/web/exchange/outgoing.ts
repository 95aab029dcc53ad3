import { z } from 'zod';
import { Instant } from '../../kernel/time.js';
import { EvidenceKind, EvidenceSubject } from '../../features/evidence/evidence.model.js';

/** A file chosen for a message; it is sent with it. */
export interface OutgoingFile {
  readonly key: string;
  readonly name: string;
  readonly kind: EvidenceKind;
  readonly bytes: number;
  readonly takenAt: string | null;
  readonly subject?: EvidenceSubject | undefined;
  /** Null once the server has it, and after a reload: then the browser keeps it, or it is lost. */
  readonly blob: Blob | null;
  /** From 0 to 1. */
  readonly share: number;
  readonly evidenceId: string | null;
  /** Where its unfinished upload is, so that it can be ended. */
  readonly uploadUrl: string | null;
  /** The browser had no room to keep it: closing the page loses it. */
  readonly unkept: boolean;
  /** It did not survive a reload and is to be chosen again. */
  readonly lost: boolean;
}

/** A message on its way: waits (待发送), is being sent (发送中), or was refused with a reason. */
export interface Outgoing {
  readonly id: string;
  readonly text: string;
  readonly files: readonly OutgoingFile[];
  readonly writtenAt: string;
  /** Until when this device keeps it unsent, ms of the device's own clock: it is asked before the centre is reached. */
  readonly keptUntil: number;
  readonly state: 'waiting' | 'sending' | 'failed';
  readonly reason: string | null;
}

export type DraftFile = Pick<OutgoingFile, 'name' | 'kind' | 'blob' | 'takenAt' | 'subject'>;

export interface OutgoingDraft {
  readonly text: string;
  readonly files: readonly DraftFile[];
}

/** Why a message is failed whose time on this device ran out; its words and files are gone. */
export const EXPIRED = 'exchange.expired';

export function outgoingOf(
  draft: OutgoingDraft,
  times: { now: number; keptUntil: number },
  newId: () => string,
): Outgoing {
  return {
    id: newId(),
    text: draft.text,
    files: draft.files.map((file) => ({
      ...file,
      key: newId(),
      bytes: file.blob?.size ?? 0,
      share: 0,
      evidenceId: null,
      uploadUrl: null,
      unkept: false,
      lost: false,
    })),
    writtenAt: new Date(times.now).toISOString(),
    keptUntil: times.keptUntil,
    state: 'waiting',
    reason: null,
  };
}

/** Whether the server has every file of a message. */
export function isReady(item: Outgoing): boolean {
  return item.files.every((file) => file.evidenceId !== null);
}

/** A message as a page wrote it down; an older or a foreign one may have another shape. */
export const KeptOutgoing: z.ZodType<Outgoing> = z.object({
  id: z.string(),
  text: z.string(),
  files: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      kind: EvidenceKind,
      bytes: z.number(),
      takenAt: Instant.nullable(),
      subject: EvidenceSubject.optional(),
      blob: z.null(),
      share: z.number(),
      evidenceId: z.string().nullable(),
      uploadUrl: z.string().nullable(),
      unkept: z.boolean(),
      lost: z.boolean(),
    }),
  ),
  writtenAt: Instant,
  keptUntil: z.number(),
  state: z.enum(['waiting', 'sending', 'failed']),
  reason: z.string().nullable(),
});

/** What of a message survives a reload as text; the bytes of its unsent files are kept apart. */
export function keptOf(item: Outgoing): Outgoing {
  return {
    ...item,
    files: item.files.map((file) => ({ ...file, blob: null })),
    state: item.state === 'failed' ? 'failed' : 'waiting',
  };
}

/** [EXC11] Whether its time on this device ran out, which is not yet said of it. */
export function isPastTime(item: Outgoing, now: number): boolean {
  return item.reason !== EXPIRED && item.keptUntil < now;
}

/** [EXC11] What is left of a message whose time on this device ran out: that there was one, and when. */
export function expiredOf(item: Outgoing): Outgoing {
  return { ...item, text: '', files: [], state: 'failed', reason: EXPIRED };
}

/** Oldest first. */
export function inOrder(items: readonly Outgoing[]): Outgoing[] {
  return items.toSorted((a, b) => a.writtenAt.localeCompare(b.writtenAt));
}
