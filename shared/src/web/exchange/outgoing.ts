import type { EvidenceKind, EvidenceSubject } from '../../features/evidence/evidence.model.js';

/** A file chosen for a message; it is sent with it. */
export interface OutgoingFile {
  readonly key: string;
  readonly name: string;
  readonly kind: EvidenceKind;
  readonly bytes: number;
  readonly takenAt: string | null;
  readonly subject?: EvidenceSubject | undefined;
  /** Null once the server has it, or after a reload: then only its id is known. */
  readonly blob: Blob | null;
  /** From 0 to 1. */
  readonly share: number;
  readonly evidenceId: string | null;
}

/** A message on its way: waits (待发送), is being sent (发送中), or was refused with a reason. */
export interface Outgoing {
  readonly id: string;
  readonly text: string;
  readonly files: readonly OutgoingFile[];
  readonly writtenAt: string;
  readonly state: 'waiting' | 'sending' | 'failed';
  readonly reason: string | null;
}

export interface OutgoingDraft {
  readonly text: string;
  readonly files: readonly Pick<OutgoingFile, 'name' | 'kind' | 'blob' | 'takenAt' | 'subject'>[];
}

export function outgoingOf(draft: OutgoingDraft, now: number, newId: () => string): Outgoing {
  return {
    id: newId(),
    text: draft.text,
    files: draft.files.map((file) => ({
      ...file,
      key: newId(),
      bytes: file.blob?.size ?? 0,
      share: 0,
      evidenceId: null,
    })),
    writtenAt: new Date(now).toISOString(),
    state: 'waiting',
    reason: null,
  };
}

/** What survives a reload: words, and files the server has. */
export function keptOf(queue: readonly Outgoing[]): Outgoing[] {
  return queue.flatMap((item) => {
    const files = item.files.filter((file) => file.evidenceId !== null).map((file) => ({ ...file, blob: null }));
    if (item.text === '' && files.length === 0) return [];
    return [{ ...item, files, state: item.state === 'failed' ? 'failed' : 'waiting' }];
  });
}
