/** Names by the state's usage, where the browser's own differ from it. */
const USAGE: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  HK: { zh: '中国香港', en: 'Hong Kong, China' },
  MO: { zh: '中国澳门', en: 'Macao, China' },
  TW: { zh: '中国台湾', en: 'Taiwan, China' },
};

/** The name of a country or territory by its ISO 3166 alpha-2 code; the code where the browser has no name. */
export function regionName(code: string, language: 'zh' | 'en'): string {
  const locale = language === 'en' ? 'en' : 'zh-CN';
  return USAGE[code]?.[language] ?? new Intl.DisplayNames([locale], { type: 'region' }).of(code) ?? code;
}
