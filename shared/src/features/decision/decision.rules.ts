import { AppError } from '../../kernel/errors.js';
import type { Instant } from '../../kernel/time.js';
import type { Role } from '../identity/identity.model.js';
import type {
  Addressee,
  Decision,
  DecisionPerson,
  DecisionState,
  DecisionVoice,
  OpinionEntry,
  Stance,
} from './decision.model.js';

/** [DEC1] The allowed edges; everything else is refused. */
export const DECISION_EDGES: Readonly<Record<DecisionState, readonly DecisionState[]>> = {
  PROPOSED: ['OPINIONS', 'REJECTED', 'SUPERSEDED'],
  OPINIONS: ['APPROVED', 'REJECTED', 'SUPERSEDED'],
  APPROVED: ['DEPLOYED', 'REJECTED', 'SUPERSEDED'],
  DEPLOYED: ['ACKED', 'SUPERSEDED'],
  ACKED: ['DONE', 'SUPERSEDED'],
  DONE: [],
  SUPERSEDED: [],
  REJECTED: [],
};

/** How often one person may change what he says of one sheet; a sheet stays readable and bounded. */
export const MAX_OPINION_ENTRIES = 20;

export function canDecide(decision: Pick<Decision, 'state'>, to: DecisionState): boolean {
  return DECISION_EDGES[decision.state].includes(to);
}

/** [DEC1] Moves a sheet along an allowed edge, or refuses; never mutates its input. */
export function moveDecision(decision: Decision, to: DecisionState, patch: Partial<Decision> = {}): Decision {
  if (!canDecide(decision, to)) {
    throw new AppError('conflict', 'decision.edge-refused', `${decision.state} cannot become ${to}`);
  }
  return { ...decision, ...patch, state: to, revision: decision.revision + 1 };
}

/** [DEC5] Refuses a step that was decided on an older revision. */
export function requireSeen(decision: Pick<Decision, 'revision'>, revision: number): void {
  if (decision.revision !== revision) throw new AppError('conflict', 'decision.stale', 'changed meanwhile');
}

/** A sheet that still waits for something. */
export function isOpenDecision(decision: Pick<Decision, 'state'>): boolean {
  return DECISION_EDGES[decision.state].length > 0;
}

/** An order that is out and not closed. */
export function isOpenOrder(decision: Pick<Decision, 'state'>): boolean {
  return decision.state === 'DEPLOYED' || decision.state === 'ACKED';
}

/** [DEC9] The orders that are out and not closed, the oldest first. */
export function openOrdersOf<T extends Pick<Decision, 'state' | 'deployment'>>(decisions: readonly T[]): T[] {
  return decisions
    .filter(isOpenOrder)
    .toSorted((a, b) => (a.deployment?.at ?? '').localeCompare(b.deployment?.at ?? ''));
}

/** How long ago an order went out, ms. */
export function orderAge({ deployment }: Pick<Decision, 'deployment'>, now: number): number {
  return deployment ? Math.max(0, now - Date.parse(deployment.at)) : 0;
}

export type Voice = 'stance' | 'text' | 'none';

const STANCE_ROLES: readonly Role[] = ['commander', 'internal-expert', 'external-expert', 'lab'];
/** Who has a voice as long as the conference has him. */
const EXPERT_ROLES: readonly Role[] = ['internal-expert', 'external-expert'];
const TEXT_ROLES: readonly Role[] = ['officer'];

/** [DEC3] The strongest voice of these roles and the role that gives it (domain.md §5, give opinion). */
export function voiceOf(roles: readonly Role[]): { voice: Voice; role: Role | undefined } {
  const stance = STANCE_ROLES.find((role) => roles.includes(role));
  if (stance) return { voice: 'stance', role: stance };
  const text = TEXT_ROLES.find((role) => roles.includes(role));
  return text ? { voice: 'text', role: text } : { voice: 'none', role: undefined };
}

/** [DEC15] Not put out of the conference since he was asked. */
export function speaksStill(voice: Pick<DecisionVoice, 'withdrawnAt'>): boolean {
  return voice.withdrawnAt === null;
}

/** [DEC15] Takes an expert's voice away; what he said stays. Undefined when he has none here. */
export function withdrawVoice(decision: Decision, principalId: string, at: Instant): Decision | undefined {
  const expert = (voice: DecisionVoice): boolean =>
    voice.principalId === principalId && EXPERT_ROLES.includes(voice.role) && speaksStill(voice);
  if (!decision.voices.some(expert)) return undefined;
  const voices = decision.voices.map((voice) => (expert(voice) ? { ...voice, withdrawnAt: at } : voice));
  return { ...decision, voices, revision: decision.revision + 1 };
}

/** [DEC4] What this person says of the text as it stands; undefined while he has not spoken of this version. */
export function currentOpinion(
  decision: Pick<Decision, 'version'>,
  voice: Pick<DecisionVoice, 'entries'>,
): OpinionEntry | undefined {
  const last = voice.entries.at(-1);
  return last?.version === decision.version ? last : undefined;
}

/** How many take each stance on the text as it stands, how many wrote text alone, and how many are asked and silent. */
export function countOpinions(
  decision: Pick<Decision, 'version' | 'voices'>,
): Record<Stance | 'textOnly' | 'silent', number> {
  const counts = { agree: 0, object: 0, reserve: 0, textOnly: 0, silent: 0 };
  for (const voice of decision.voices) {
    const said = currentOpinion(decision, voice);
    if (said) counts[said.stance ?? 'textOnly'] += 1;
    else if (voice.askedAt !== null && speaksStill(voice)) counts.silent += 1;
  }
  return counts;
}

/** [DEC3] What must stand in an opinion: a stance from those who have one, words where words are all or are owed. */
function requireOpinion(voice: Voice, stance: Stance | undefined, text: string | undefined): void {
  if (voice === 'none') throw new AppError('forbidden', 'decision.no-voice', 'this role gives no opinion');
  if (voice === 'text' && stance) throw new AppError('forbidden', 'decision.text-only', 'this role writes text only');
  if (voice === 'stance' && !stance) {
    throw new AppError('invalid_input', 'decision.stance-needed', 'a stance is needed');
  }
  if (stance !== 'agree' && !text) {
    throw new AppError('invalid_input', 'decision.text-needed', 'say why');
  }
}

/** [DEC3] [DEC4] Adds what a person says; the earlier words stay. */
export function giveOpinion(
  decision: Decision,
  person: DecisionPerson & { readonly voice: Voice },
  said: { version: number; stance: Stance | undefined; text: string | undefined; at: Instant },
): Decision {
  if (decision.state !== 'OPINIONS') throw new AppError('conflict', 'decision.no-opinions-now', 'opinions are closed');
  if (said.version !== decision.version) {
    throw new AppError('conflict', 'decision.text-changed', 'the text was revised');
  }
  requireOpinion(person.voice, said.stance, said.text);
  const known = decision.voices.find((voice) => voice.principalId === person.principalId);
  if (known ? !speaksStill(known) : person.role !== 'commander') {
    throw new AppError('forbidden', 'decision.not-asked', 'not asked');
  }
  if (known && known.entries.length >= MAX_OPINION_ENTRIES) {
    throw new AppError('conflict', 'decision.changed-too-often', `more than ${MAX_OPINION_ENTRIES} opinions`);
  }
  const entry: OpinionEntry = {
    version: said.version,
    stance: said.stance ?? null,
    text: said.text ?? null,
    at: said.at,
  };
  const { principalId, name, role } = person;
  const voice = known ?? { principalId, name, role, askedAt: null, withdrawnAt: null, entries: [] };
  const next = { ...voice, entries: [...voice.entries, entry] };
  return {
    ...decision,
    voices: known ? decision.voices.map((one) => (one === known ? next : one)) : [...decision.voices, next],
    revision: decision.revision + 1,
  };
}

/** [DEC2] Opens the opinions or asks more people; whoever is asked already stays as he is. */
export function askPeople(decision: Decision, people: readonly DecisionPerson[], at: Instant): Decision {
  const isAsked = (person: DecisionPerson): boolean =>
    decision.voices.some(
      (voice) => voice.principalId === person.principalId && voice.askedAt !== null && speaksStill(voice),
    );
  const fresh = people.filter((person) => !isAsked(person));
  const unasked = decision.voices.filter((voice) => !fresh.some((one) => one.principalId === voice.principalId));
  const voices = [
    ...unasked,
    ...fresh.map(({ principalId, name, role }) => ({
      ...{ principalId, name, role, askedAt: at, withdrawnAt: null },
      entries: decision.voices.find((voice) => voice.principalId === principalId)?.entries ?? [],
    })),
  ];
  if (decision.state === 'OPINIONS') return { ...decision, voices, revision: decision.revision + 1 };
  return moveDecision(decision, 'OPINIONS', { voices });
}

/** [DEC4] [DEC6] Another text, which asks everybody anew; refused once approved. */
export function reviseText(decision: Decision, text: string): Decision {
  if (decision.state !== 'PROPOSED' && decision.state !== 'OPINIONS') {
    throw new AppError('conflict', 'decision.frozen', 'the approved text is frozen');
  }
  return { ...decision, text, version: decision.version + 1, revision: decision.revision + 1 };
}

/** [DEC5] Whether approving now owes a reason: over an objection, or with nobody's opinion. */
export function owesReason(decision: Pick<Decision, 'version' | 'voices'>): boolean {
  const { agree, object, reserve, textOnly } = countOpinions(decision);
  return object > 0 || agree + reserve + textOnly === 0;
}

/** [DEC5] [DEC6] Approves and freezes. */
export function approveDecision(
  decision: Decision,
  by: { byId: string; byName: Decision['proposed']['byName']; at: Instant },
  frozen: { textHash: string; reason: string | undefined },
): Decision {
  if (canDecide(decision, 'APPROVED') && owesReason(decision) && !frozen.reason) {
    throw new AppError('invalid_input', 'decision.reason-needed', 'an objection, or no opinion at all, takes a reason');
  }
  const { agree, object, reserve } = countOpinions(decision);
  return moveDecision(decision, 'APPROVED', {
    approval: { ...by, ...{ textHash: frozen.textHash, reason: frozen.reason ?? null, agree, object, reserve } },
  });
}

/** [DEC8] The caller's own acknowledgement; the same sheet when he gave it before. The last one makes it ACKED. */
export function acknowledgeOrder(
  decision: Decision,
  principalId: string,
  at: Instant,
  pressedAt: Instant | undefined,
): Decision {
  const mine = decision.addressees.find((one) => one.principalId === principalId);
  if (!mine) throw new AppError('forbidden', 'decision.not-addressed', 'this order is not addressed to you');
  if (mine.ackedAt !== null) return decision;
  if (decision.state === 'SUPERSEDED') {
    throw new AppError('conflict', 'decision.superseded', 'another order has taken its place');
  }
  const signed: Addressee = { ...mine, ackedAt: at, pressedAt: earlier(pressedAt, at) };
  const addressees = decision.addressees.map((one) => (one === mine ? signed : one));
  if (addressees.every((one) => one.ackedAt !== null)) return moveDecision(decision, 'ACKED', { addressees });
  return { ...decision, addressees, revision: decision.revision + 1 };
}

/** A device's claim, never later than the server's own time. */
function earlier(claimed: Instant | undefined, at: Instant): Instant {
  return claimed !== undefined && Date.parse(claimed) < Date.parse(at) ? claimed : at;
}
