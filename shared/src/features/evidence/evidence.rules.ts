import type { Conference, Participant } from '../conference/conference.model.js';
import type { Incident } from '../incident/incident.model.js';
import { incidentAbilities, incidentAudience } from '../incident/incident.rules.js';
import { hasRole, type Principal, type Role } from '../identity/identity.model.js';
import type { EvidenceFile, EvidenceKind, EvidenceType } from './evidence.model.js';

/** Roles that see the files and words of every incident; a wall is none of them (domain.md §5, §8 redacted channel). */
export const EXCHANGE_ROLES: readonly Role[] = ['commander', 'dispatcher', 'auditor'];
const DESK: readonly Role[] = ['commander', 'dispatcher'];

const PICTURES: readonly EvidenceType[] = ['image/jpeg', 'image/png', 'image/webp', 'image/heic'];

export function isPicture(type: EvidenceType): boolean {
  return PICTURES.includes(type);
}

/** [EVD3] Everything but a file of the conversation is a picture. */
export function isTypeOfKind(kind: EvidenceKind, type: EvidenceType): boolean {
  return kind === 'chat-file' || isPicture(type);
}

/** In the lobby, removed, or called and not coming: no part of what is said. Whoever joins after all reads it then. */
const OUTSIDE: readonly Participant['state'][] = ['LOBBY', 'REMOVED', 'DECLINED', 'EXPIRED'];

export function isAdmitted(participant: Pick<Participant, 'state'>): boolean {
  return !OUTSIDE.includes(participant.state);
}

/** [EVD4] Who follows a conference's words and files: the desks, the auditor, and those admitted to it. */
export function mayFollow(
  conference: Pick<Conference, 'id' | 'orgId' | 'participants'>,
  principal: Principal,
): boolean {
  if (principal.orgId !== conference.orgId) return false;
  if (principal.conferenceId !== null && principal.conferenceId !== conference.id) return false;
  if (hasRole(principal, ...EXCHANGE_ROLES)) return true;
  const seat = conference.participants.find((participant) => participant.principalId === principal.id);
  return seat !== undefined && isAdmitted(seat);
}

/** [EVD4] Who adds words and files to a conference: whoever follows it, but for the auditor, who never acts. */
export function mayContribute(conference: Conference, principal: Principal): boolean {
  if (conference.state === 'ENDED' || !mayFollow(conference, principal)) return false;
  return (
    hasRole(principal, ...DESK) ||
    conference.participants.some((participant) => participant.principalId === principal.id)
  );
}

/** [EVD4] Who sees a file that belongs to no conference: who sees the incident, walls left out. */
export function maySeeIncidentFiles(incident: Incident, principal: Principal): boolean {
  if (principal.orgId !== incident.orgId) return false;
  const { roles, principals } = incidentAudience(incident);
  return principals.includes(principal.id) || hasRole(principal, ...roles.filter((role) => role !== 'display'));
}

/** [EVD4] Who adds a file to an incident itself: who may write its log. */
export function mayAddToIncident(incident: Incident, principal: Principal): boolean {
  return maySeeIncidentFiles(incident, principal) && incidentAbilities(incident, principal).writeLog;
}

/** [EVD9] Pictures and files sent in a conversation are written down by the message that carries them. */
export function isLoggedByMessage(file: Pick<EvidenceFile, 'kind' | 'conferenceId'>): boolean {
  return file.conferenceId !== null && (file.kind === 'photo' || file.kind === 'chat-file');
}

/** Who hears of a file as it comes in; others ask for the list. */
export function evidenceAudience(file: EvidenceFile): { roles: readonly Role[]; principals: readonly string[] } {
  return { roles: EXCHANGE_ROLES, principals: [file.uploaderId] };
}

const CONTROL = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
const NAME_CHARACTERS = 120;

/** [EVD3] A name without folders, control and direction-changing characters, shortened in the middle of nothing: its end stays. */
export function safeFileName(name: string): string {
  const last = name.normalize('NFC').split(/[/\\]/u).at(-1) ?? '';
  const clean = last
    .replaceAll(CONTROL, '')
    .replaceAll(/[<>:"|?*]/gu, '_')
    .trim()
    .replace(/^\.+/u, '');
  const characters = Array.from(clean);
  if (characters.length <= NAME_CHARACTERS) return clean;
  const tail = /\.[\p{L}\p{N}]{1,8}$/u.exec(clean)?.[0] ?? '';
  return characters.slice(0, NAME_CHARACTERS - tail.length).join('') + tail;
}
