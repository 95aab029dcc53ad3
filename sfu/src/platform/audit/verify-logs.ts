import type { Transaction } from 'kysely';
import type { Database, IncidentLogTable } from '../storage/schema.js';
import { digestOf, logAnchor } from './chain.js';
import { ChainCheck, type ChainRow } from './chain-check.js';
import type { Finding } from './findings.js';
import type { GlobalResult } from './verify-global.js';

/** Recomputes what a log row's digest covers; throws when the row cannot even be read. The incident feature gives it. */
export type LogDigest = (row: IncidentLogTable) => string;

const PAGE_ROWS = 1000;

/** Each incident's own chain, and each of its rows against its anchor in the global chain. Returns the rows seen. */
export async function verifyIncidentLogs(options: {
  readonly tx: Transaction<Database>;
  readonly anchors: GlobalResult['anchors'];
  readonly logDigest: LogDigest;
  readonly report: (finding: Finding) => void;
}): Promise<number> {
  const { tx, anchors, logDigest, report } = options;
  const unmatched = new Map(anchors);
  let rows = 0;
  let current: { incidentId: string; chain: ChainCheck } | undefined;
  for await (const row of logRows(tx)) {
    rows += 1;
    if (current?.incidentId !== row.incident_id) {
      current?.chain.finish();
      const name = namesIn(row.incident_id);
      current = { incidentId: row.incident_id, chain: new ChainCheck({ table: 'incident_log', name }, report) };
    }
    current.chain.add(asChainRow(row, logDigest));
    const anchor = anchors.get(row.id);
    if (anchor?.digest !== digestOf(logAnchor(row))) reportUnanchored(row, report);
    unmatched.delete(row.id);
  }
  current?.chain.finish();
  for (const [id, { seq }] of unmatched) reportMissing(id, seq, report);
  return rows;
}

async function* logRows(tx: Transaction<Database>): AsyncGenerator<IncidentLogTable> {
  let after: { incidentId: string; position: number } | undefined;
  for (;;) {
    let page = tx.selectFrom('incident_log').selectAll().orderBy('incident_id').orderBy('position').limit(PAGE_ROWS);
    if (after) {
      const { incidentId, position } = after;
      page = page.where((e) =>
        e.or([
          e('incident_id', '>', incidentId),
          e.and([e('incident_id', '=', incidentId), e('position', '>', position)]),
        ]),
      );
    }
    const rows = await page.execute();
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE_ROWS) return;
    after = { incidentId: last.incident_id, position: last.position };
  }
}

function asChainRow(row: IncidentLogTable, logDigest: LogDigest): ChainRow {
  const digestAt = (position: number): string | null => {
    try {
      const digest = logDigest({ ...row, position });
      return digest === row.digest ? digest : null;
    } catch {
      return null;
    }
  };
  return { position: row.position, prevHash: row.prev_hash, hash: row.hash, digestAt };
}

function namesIn(incidentId: string): (position: number) => { key: string; zh: string; en: string } {
  return (position) => ({
    key: `${incidentId}#${position}`,
    zh: `事件 ${incidentId} 日志第 ${position} 行`,
    en: `log row ${position} of incident ${incidentId}`,
  });
}

function reportUnanchored(row: IncidentLogTable, report: (finding: Finding) => void): void {
  const { key, zh, en } = namesIn(row.incident_id)(row.position);
  report({
    kind: 'anchor-missing',
    table: 'incident_log',
    row: key,
    zh: `${zh}与审计链中的登记不符（被改写或后加）`,
    en: `${en} is not what the audit chain recorded: it was rewritten or put in later`,
  });
}

function reportMissing(id: string, seq: number, report: (finding: Finding) => void): void {
  report({
    kind: 'log-missing',
    table: 'incident_log',
    row: id,
    zh: `审计第 ${seq} 行登记的事件日志 ${id} 被删除`,
    en: `the incident log row ${id}, recorded by audit row ${seq}, was removed`,
  });
}
