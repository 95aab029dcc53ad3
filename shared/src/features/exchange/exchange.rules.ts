import type { Conference, Participant } from '../conference/conference.model.js';
import type { EvidenceFile } from '../evidence/evidence.model.js';
import { EXCHANGE_ROLES, isAdmitted, mayFollow } from '../evidence/evidence.rules.js';
import { hasRole, type Principal, type Role } from '../identity/identity.model.js';
import type { Attachment, ExchangeMark, ExchangeMessage } from './exchange.model.js';

const DESK: readonly Role[] = ['commander', 'dispatcher'];

/** [EXC4] Whose reading is shown to others: the auditor's is not, he only looks. */
export function maySetMark(conference: Conference, principal: Principal): boolean {
  if (!mayFollow(conference, principal)) return false;
  return hasRole(principal, ...DESK) || conference.participants.some((one) => one.principalId === principal.id);
}

/** [EXC3] Who hears a message or mark as it comes: the desks, the auditor and those admitted at that moment. */
export function exchangeAudience(row: { readonly readers: readonly string[] }): {
  roles: readonly Role[];
  principals: readonly string[];
} {
  return { roles: EXCHANGE_ROLES, principals: row.readers };
}

export function attachmentOf(file: EvidenceFile): Attachment {
  const { id, kind, sha256, bytes, type, name, width, height, takenAt } = file;
  // The preview may come after the message; what became of it stands in the file's own row.
  const hasPreview = file.previewSha256 !== null || file.previewDue;
  return { id, kind, sha256, bytes, type, name, width, height, takenAt, hasPreview };
}

/**
 * One conversation out of two readings of it, in order, each message once, and without a hole: what stands before one is
 * left out and asked for again.
 */
export function mergeMessages(
  known: readonly ExchangeMessage[],
  more: readonly ExchangeMessage[],
): readonly ExchangeMessage[] {
  const byId = new Map([...known, ...more].map((message) => [message.id, message]));
  const all = [...byId.values()].sort((a, b) => a.position - b.position);
  const hole = all.findLastIndex((message, at) => at > 0 && message.position !== (all[at - 1]?.position ?? 0) + 1);
  return hole === -1 ? all : all.slice(hole);
}

/** The furthest mark of each person. */
export function mergeMarks(known: readonly ExchangeMark[], more: readonly ExchangeMark[]): readonly ExchangeMark[] {
  const byId = new Map<string, ExchangeMark>();
  for (const mark of [...known, ...more]) {
    const other = byId.get(mark.id);
    if (!other || mark.revision >= other.revision) byId.set(mark.id, mark);
  }
  return [...byId.values()];
}

export interface Reading {
  readonly principalId: string;
  readonly name: Participant['name'];
  readonly state: 'read' | 'delivered' | 'waiting';
}

/** [EXC12] The newest message of somebody else since `since` (Unix ms); null where there is none. */
export function newestFor<M extends Pick<ExchangeMessage, 'authorId' | 'at'>>(
  messages: readonly M[],
  ownId: string,
  since: number,
): M | null {
  const last = messages.findLast(({ authorId }) => authorId !== ownId);
  return last && Date.parse(last.at) >= since ? last : null;
}

/** [EXC4] Nobody can say that a body-worn unit was read: it is not counted. */
function isUnit({ principalId }: Participant): boolean {
  return principalId.startsWith('device:');
}

/** [EXC4] How far the others are with a message: who is in the conference, and who has it, but for its author. */
export function readingsOf(
  message: Pick<ExchangeMessage, 'position' | 'authorId'>,
  participants: readonly Participant[],
  marks: readonly ExchangeMark[],
): readonly Reading[] {
  const marked = new Map(marks.map((mark) => [mark.principalId, mark]));
  const counts = ({ principalId, state }: Participant): boolean =>
    state === 'JOINED' || state === 'DROPPED' || (marked.get(principalId)?.delivered ?? 0) >= message.position;
  return participants
    .filter((one) => one.principalId !== message.authorId && isAdmitted(one) && !isUnit(one) && counts(one))
    .map(({ principalId, name }) => {
      const mark = marked.get(principalId);
      if (mark && mark.read >= message.position) return { principalId, name, state: 'read' };
      return { principalId, name, state: mark && mark.delivered >= message.position ? 'delivered' : 'waiting' };
    });
}

/** Messages of others beyond one's own read mark. */
export function unreadCount(messages: readonly ExchangeMessage[], ownId: string, read: number): number {
  return messages.filter((message) => message.position > read && message.authorId !== ownId).length;
}
