import type { Transaction } from 'kysely';
import type { AuditTable, Database } from '../storage/schema.js';
import type { AuditCore } from './audit-log.js';
import { digestOf, LOG_ANCHOR_ACTION } from './chain.js';
import { ChainCheck, type ChainRow } from './chain-check.js';
import type { Checkpoint } from './checkpoint.js';
import type { Finding } from './findings.js';

const PAGE_ROWS = 1000;

export interface GlobalResult {
  readonly rows: number;
  readonly erased: number;
  readonly lastSeq: number;
  /** Payload digest by id of the incident log row it anchors. */
  readonly anchors: Map<string, { digest: string; seq: number }>;
}

export interface GlobalOptions {
  readonly tx: Transaction<Database>;
  readonly checkpoints: ReadonlyMap<number, Checkpoint>;
  readonly tombstones: () => ReadonlySet<string>;
  readonly report: (finding: Finding) => void;
}

/** The global chain, its payloads and what the checkpoints say of it. */
export async function verifyGlobalChain(options: GlobalOptions): Promise<GlobalResult> {
  const { tx, checkpoints, report } = options;
  const tombstones = options.tombstones();
  const chain = new ChainCheck({ table: 'audit', name: nameOf }, report);
  const anchors: GlobalResult['anchors'] = new Map();
  const seen = new Set<number>();
  let rows = 0;
  let erased = 0;
  for await (const row of auditRows(tx)) {
    rows += 1;
    seen.add(row.seq);
    chain.add(asChainRow(row));
    if (row.action === LOG_ANCHOR_ACTION) anchors.set(row.entity_id, { digest: row.payload_digest, seq: row.seq });
    if (row.payload === null && tombstones.has(row.payload_digest)) erased += 1;
    else checkPayload(row, report);
    const checkpoint = checkpoints.get(row.seq);
    if (checkpoint && checkpoint.hash !== row.hash) reportMismatch(row.seq, report);
  }
  chain.finish();
  const lastSeq = chain.last.position;
  const beyond = [...checkpoints.keys()].filter((seq) => seq > lastSeq);
  if (beyond.length > 0) reportCut(lastSeq, Math.max(...beyond), report);
  await reportForeignPayloads(tx, report);
  return { rows, erased, lastSeq, anchors };
}

type RowWithPayload = AuditTable & { payload: string | null };

async function* auditRows(tx: Transaction<Database>): AsyncGenerator<RowWithPayload> {
  let after: number | null = null;
  for (;;) {
    let page = tx
      .selectFrom('audit')
      .leftJoin('audit_payloads', 'audit_payloads.digest', 'audit.payload_digest')
      .selectAll('audit')
      .select('audit_payloads.payload')
      .orderBy('seq')
      .limit(PAGE_ROWS);
    if (after !== null) page = page.where('seq', '>', after);
    const rows: RowWithPayload[] = await page.execute();
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE_ROWS) return;
    after = last.seq;
  }
}

function asChainRow(row: AuditTable): ChainRow {
  const digestAt = (position: number): string => {
    const core: AuditCore = {
      seq: position,
      at: row.at,
      orgId: row.org_id,
      actorId: row.actor_id,
      actorRole: row.actor_role,
      action: row.action,
      entity: row.entity,
      entityId: row.entity_id,
      client: row.client,
      payloadDigest: row.payload_digest,
    };
    return digestOf(core);
  };
  return { position: row.seq, prevHash: row.prev_hash, hash: row.hash, digestAt };
}

function nameOf(seq: number): { key: string; zh: string; en: string } {
  return { key: String(seq), zh: `审计第 ${seq} 行`, en: `audit row ${seq}` };
}

function checkPayload(row: RowWithPayload, report: (finding: Finding) => void): void {
  if (row.payload !== null && fits(row.payload, row.payload_digest)) return;
  const { zh, en } = nameOf(row.seq);
  const missing = row.payload === null;
  report({
    kind: missing ? 'payload-missing' : 'payload-changed',
    table: 'audit_payloads',
    row: row.payload_digest,
    zh: missing ? `${zh}的详情被删除，且无删除凭证` : `${zh}的详情被改动`,
    en: missing ? `the payload of ${en} is gone without a signed tombstone` : `the payload of ${en} was changed`,
  });
}

/** The exact text is compared too, so that not even its spacing can carry a change. */
function fits(payload: string, digest: string): boolean {
  try {
    const value: unknown = JSON.parse(payload);
    return JSON.stringify(value) === payload && digestOf(value) === digest;
  } catch {
    return false;
  }
}

function reportMismatch(seq: number, report: (finding: Finding) => void): void {
  const { key, zh, en } = nameOf(seq);
  report({
    kind: 'checkpoint-mismatch',
    table: 'audit',
    row: key,
    zh: `${zh}与签名检查点不符，该行或之前的行被改写`,
    en: `${en} is not what its signed checkpoint says: it or a row before it was rewritten`,
  });
}

function reportCut(lastSeq: number, signedSeq: number, report: (finding: Finding) => void): void {
  report({
    kind: 'cut-tail',
    table: 'audit',
    row: String(lastSeq + 1),
    zh: `审计链尾部被截去：检查点到第 ${signedSeq} 行，现只有 ${lastSeq} 行`,
    en: `the end of the audit chain was cut: a checkpoint speaks of row ${signedSeq}, the last one is ${lastSeq}`,
  });
}

async function reportForeignPayloads(tx: Transaction<Database>, report: (finding: Finding) => void): Promise<void> {
  const foreign = await tx
    .selectFrom('audit_payloads')
    .select('digest')
    .where('digest', 'not in', tx.selectFrom('audit').select('payload_digest'))
    .execute();
  for (const { digest } of foreign) {
    report({
      kind: 'payload-foreign',
      table: 'audit_payloads',
      row: digest,
      zh: `详情 ${digest} 不属于任何审计行`,
      en: `payload ${digest} belongs to no audit row`,
    });
  }
}
