import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { AppError } from '../../kernel/errors.js';
import type { Bilingual } from '../../kernel/bilingual.js';
import { en } from './en.js';
import { zh } from './zh.js';

export type Language = 'zh' | 'en';
const STORED = 'haigang.language';

/** Starts texts in the stored language, zh-CN first; marks the document with it. */
export async function startTexts(): Promise<i18n> {
  const stored = localStorage.getItem(STORED);
  await i18next.use(initReactI18next).init({
    lng: stored === 'en' ? 'en' : 'zh',
    fallbackLng: 'zh',
    resources: { zh: { translation: zh }, en: { translation: en } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  mark();
  // Every window of one desk speaks the same language: what one switches, the others hear of.
  window.addEventListener('storage', ({ key, newValue }) => {
    if (key === STORED && (newValue === 'zh' || newValue === 'en')) void i18next.changeLanguage(newValue).then(mark);
  });
  return i18next;
}

export function currentLanguage(): Language {
  return i18next.language === 'en' ? 'en' : 'zh';
}

export function switchLanguage(): void {
  const next: Language = currentLanguage() === 'zh' ? 'en' : 'zh';
  localStorage.setItem(STORED, next);
  void i18next.changeLanguage(next).then(mark);
}

function mark(): void {
  document.documentElement.lang = currentLanguage() === 'zh' ? 'zh-CN' : 'en';
}

/** A name in the reader's language. */
export function inLanguage(name: Bilingual, language: Language = currentLanguage()): string {
  return language === 'en' ? name.en || name.zh : name.zh || name.en;
}

/** The same name in the other language, for the small second label; empty when there is none of its own. */
export function otherLanguage(name: Bilingual): string {
  const other = currentLanguage() === 'zh' ? name.en : name.zh;
  return other === inLanguage(name) ? '' : other;
}

/** What a failure says to a person: the translated reason, or that it was unexpected. */
export function errorText(failure: unknown): string {
  return failure instanceof AppError ? translated(failure.reason, failure.names) : i18next.t('error.unknown');
}

/** With names the text that speaks of them, `<reason>.named`, where there is one. */
function translated(reason: string, names?: Readonly<Record<string, Bilingual>>): string {
  const texts: Record<string, string> = currentLanguage() === 'en' ? en.error : zh.error;
  const named = names && texts[`${reason}.named`];
  if (named === undefined) return texts[reason] ?? i18next.t('error.unknown');
  return Object.entries(names ?? {}).reduce(
    (text, [key, name]) => text.replace(`{{${key}}}`, () => inLanguage(name)),
    named,
  );
}

/** A reason key in words; keys hold dots, so they are looked up whole. */
export function reasonText(reason: string | null): string {
  return reason === null ? '' : translated(reason);
}

export { networkText } from './network-text.js';
export { regionName } from './region.js';
export { en as enTexts } from './en.js';
export { zh as zhTexts } from './zh.js';
