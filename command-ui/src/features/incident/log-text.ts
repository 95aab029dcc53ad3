import i18next from 'i18next';
import type { LogEntry } from '@haigang/shared/features/incident/incident.model';
import { currentLanguage, zhTexts, enTexts } from '@haigang/shared/web/i18n';

const KIND_PARAMS = ['kind'];

/** A log row in the reader's language; what a person wrote stands as written. */
export function logText(entry: LogEntry): string {
  const texts: Record<string, string> = currentLanguage() === 'en' ? enTexts.log : zhTexts.log;
  const template = texts[entry.textKey.replace(/^log\./u, '')] ?? entry.textKey;
  const params = Object.fromEntries(
    Object.entries(entry.params).map(([key, value]) => [
      key,
      KIND_PARAMS.includes(key) ? i18next.t(`kind.${value}`, value) : value,
    ]),
  );
  const words = template.replace(/\{\{(\w+)\}\}/gu, (_, key: string) => params[key] ?? '');
  return entry.note ? `${words}: ${entry.note}` : words;
}
