import type { AisMessage } from './ais-message.js';
import { formatMmsi } from './mmsi.js';

/** Words of one station to the others (ITU-R M.1371-5, messages 12 and 14). */
export interface SafetyText {
  readonly text: string;
  /** MMSI of the one station they are for; null for everybody. */
  readonly addressee: string | null;
  /** When they were heard, ms since 1970. */
  readonly at: number;
}

/** [AIS110] What a message says in words; null for one of another kind. */
export function safetyTextOf(message: AisMessage, at: number): SafetyText | null {
  if (message.type === 14) return { text: message.text.trim(), addressee: null, at };
  if (message.type === 12) {
    return { text: message.text.trim(), addressee: formatMmsi(message.destinationMmsi), at };
  }
  return null;
}
