import { useState } from 'react';
import type { ConferenceRequestView } from '@haigang/shared/features/conference/conference.model';

/** The words of a request as they were typed. */
export interface RequestWords {
  readonly reason: string;
  readonly urgency: ConferenceRequestView['urgency'];
}

/** What is typed into the request; null while nothing is. Kept above the panel, which a ringing call takes away. */
export interface RequestDraft {
  readonly typed: RequestWords | null;
  readonly type: (words: RequestWords | null) => void;
}

export function useRequestDraft(): RequestDraft {
  const [typed, type] = useState<RequestWords | null>(null);
  return { typed, type };
}
