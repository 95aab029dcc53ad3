/** What the verifier can find wrong. */
export type FindingKind =
  | 'changed'
  | 'gap'
  | 'reordered'
  | 'not-joined'
  | 'cut-tail'
  | 'payload-changed'
  | 'payload-missing'
  | 'payload-foreign'
  | 'tombstone-forged'
  | 'checkpoint-mismatch'
  | 'checkpoint-forged'
  | 'checkpoint-missing'
  | 'anchor-missing'
  | 'log-missing'
  | 'file-changed'
  | 'file-missing';

/** One thing wrong and the row it was found at, in words a person reads. */
export interface Finding {
  readonly kind: FindingKind;
  /** Table or file. */
  readonly table: 'audit' | 'audit_payloads' | 'incident_log' | 'checkpoints' | 'tombstones' | 'evidence';
  /** Row number, digest or line within it. */
  readonly row: string;
  readonly zh: string;
  readonly en: string;
}

/** What the verifier saw; nothing is wrong when `findings` is empty. */
export interface AuditReport {
  readonly findings: readonly Finding[];
  readonly auditRows: number;
  readonly logRows: number;
  readonly checkpoints: number;
  readonly erasedPayloads: number;
  /** Rows after the last checkpoint: a cut among them would leave no trace yet. */
  readonly rowsAfterLastCheckpoint: number;
  /** SHA-256 of the key the checkpoints were proved with, to compare with the one written down. */
  readonly keyFingerprint: string | null;
}
