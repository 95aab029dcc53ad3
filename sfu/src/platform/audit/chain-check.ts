import { chainHash, GENESIS_HASH } from './chain.js';
import type { Finding } from './findings.js';

/** A row of a chain, seen by the verifier. */
export interface ChainRow {
  readonly position: number;
  readonly prevHash: string;
  readonly hash: string;
  /** The digest of the row's content as if it stood at `position`; null when the content cannot even be read. */
  digestAt(position: number): string | null;
}

/** How a chain is spoken of. */
export interface ChainWords {
  readonly table: 'audit' | 'incident_log';
  /** For example `审计第 7 行` / `audit row 7`. */
  name(position: number): { readonly key: string; readonly zh: string; readonly en: string };
}

/** More misplaced rows than this are called changed without looking where they came from. */
const MAX_REORDER_SEARCH = 200;

/** [AUD4] Walks one chain in the order of its positions; rows are added once each, ascending. */
export class ChainCheck {
  readonly #words: ChainWords;
  readonly #report: (finding: Finding) => void;
  readonly #wrong: ChainRow[] = [];
  #last: { position: number; hash: string } = { position: 0, hash: GENESIS_HASH };

  constructor(words: ChainWords, report: (finding: Finding) => void) {
    this.#words = words;
    this.#report = report;
  }

  get last(): { readonly position: number; readonly hash: string } {
    return this.#last;
  }

  add(row: ChainRow): void {
    const { position, hash } = this.#last;
    if (row.position !== position + 1) this.#gap(position + 1, row.position - 1);
    else if (row.prevHash !== hash) this.#notJoined(row.position);
    if (!fitsAt(row, row.position)) this.#wrong.push(row);
    this.#last = { position: row.position, hash: row.hash };
  }

  /** Says of each row that does not fit whether it was moved or changed. */
  finish(): void {
    const positions = this.#wrong.map((row) => row.position);
    for (const row of this.#wrong) {
      const origin =
        positions.length > MAX_REORDER_SEARCH ? undefined : positions.find((position) => fitsAt(row, position));
      if (origin === undefined) this.#changed(row.position);
      else this.#moved(row.position, origin);
    }
  }

  #gap(from: number, to: number): void {
    const { table } = this.#words;
    const first = this.#words.name(from);
    const upTo = to > from ? this.#words.name(to) : undefined;
    this.#report({
      kind: 'gap',
      table,
      row: first.key,
      zh: upTo ? `从${first.zh}到${upTo.zh}缺失` : `${first.zh}缺失`,
      en: upTo ? `${first.en} to ${upTo.en} are missing` : `${first.en} is missing`,
    });
  }

  #notJoined(position: number): void {
    const [before, here] = [this.#words.name(position - 1), this.#words.name(position)];
    this.#report({
      kind: 'not-joined',
      table: this.#words.table,
      row: here.key,
      zh: `${here.zh}与前一行不衔接，其中一行被改写`,
      en: `${here.en} does not join ${position > 1 ? before.en : 'the beginning'}: one of them was rewritten`,
    });
  }

  #changed(position: number): void {
    const { key, zh, en } = this.#words.name(position);
    this.#report({
      kind: 'changed',
      table: this.#words.table,
      row: key,
      zh: `${zh}内容被改动`,
      en: `${en} was changed`,
    });
  }

  #moved(position: number, origin: number): void {
    const [here, there] = [this.#words.name(position), this.#words.name(origin)];
    this.#report({
      kind: 'reordered',
      table: this.#words.table,
      row: here.key,
      zh: `${here.zh}次序被改动，原为${there.zh}`,
      en: `${here.en} was moved: it was written as ${there.en}`,
    });
  }
}

function fitsAt(row: ChainRow, position: number): boolean {
  const digest = row.digestAt(position);
  return digest !== null && chainHash(row.prevHash, digest) === row.hash;
}
