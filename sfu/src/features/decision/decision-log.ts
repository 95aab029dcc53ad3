import type { Bilingual } from '@haigang/shared/kernel/bilingual';
import type { Decision, OpinionEntry } from '@haigang/shared/features/decision/decision.model';
import type { Unit } from '../../platform/storage/unit-of-work.js';
import { nameParams, type IncidentService } from '../incident/index.js';

export type Line = Parameters<IncidentService['log']>[2];

/** Names of several people as a log row carries them. */
export function namesOf(people: readonly { readonly name: Bilingual }[]): Record<string, string> {
  const zh = people.map((one) => one.name.zh).join('、');
  return nameParams({ zh, en: people.map((one) => one.name.en).join(', ') }, 'names');
}

/** First digits of a hash, enough to compare by eye; the whole stands on the sheet and in the audit row. */
export function shortHash(hash: string): string {
  return hash.slice(0, 12);
}

const OPINION_KEYS = {
  agree: 'log.decision-agreed',
  object: 'log.decision-objected',
  reserve: 'log.decision-reserved',
} as const;

/** The row of an opinion, with its words as they were written. */
export function opinionLine(unit: Unit, number: number, said: OpinionEntry): Line {
  return {
    kind: 'decision',
    textKey: said.stance ? OPINION_KEYS[said.stance] : 'log.decision-wrote',
    params: { number: String(number), ...nameParams(unit.actor.name) },
    ...(said.text ? { note: said.text } : {}),
  };
}

/** The row of an approval: what was weighed, and why it was approved all the same. */
export function approvalLine(decision: Decision): Line {
  const { approval } = decision;
  const { agree = 0, object = 0, reserve = 0 } = approval ?? {};
  return {
    kind: 'decision',
    textKey: 'log.decision-approved',
    params: {
      number: String(decision.number),
      ...{ agree: String(agree), object: String(object), reserve: String(reserve) },
      ...{ version: String(decision.version), hash: shortHash(approval?.textHash ?? '') },
    },
    ...(approval?.reason ? { note: approval.reason } : {}),
  };
}
