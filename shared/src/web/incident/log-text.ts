import type { LogEntry } from '../../features/incident/incident.model.js';
import { currentLanguage, enTexts, inLanguage, zhTexts } from '../i18n/index.js';

const KIND_PARAMS = ['kind'];
/** Of a file's hash a line shows so many digits; the row holds it whole. */
const HASH_DIGITS = 12;

/** A log row in the reader's language; what a person wrote stands as written. */
export function logText(entry: LogEntry, language = currentLanguage()): string {
  const english = language === 'en';
  const { log, kind: kinds } = english ? enTexts : zhTexts;
  const texts: Record<string, string> = log;
  const kindTexts: Record<string, string> = kinds;
  const template = texts[entry.textKey.replace(/^log\./u, '')] ?? entry.textKey;
  const words = template.replace(/\{\{(\w+)\}\}/gu, (_, key: string) => {
    const value = (english ? entry.params[`${key}En`] : undefined) ?? entry.params[key] ?? '';
    if (key === 'sha256') return value.replaceAll(/\b([0-9a-f]{64})\b/gu, (hash) => `${hash.slice(0, HASH_DIGITS)}…`);
    return KIND_PARAMS.includes(key) ? (kindTexts[value] ?? value) : value;
  });
  return entry.note ? `${words}: ${entry.note}` : words;
}

/** Who did it, unless the row's own words begin with that name. */
export function logActor(entry: LogEntry, language = currentLanguage()): string {
  return entry.params['name'] === entry.actorName.zh ? '' : inLanguage(entry.actorName, language);
}
