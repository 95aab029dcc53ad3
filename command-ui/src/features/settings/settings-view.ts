import type { SettingDefinition, SettingGroup } from '@haigang/shared/kernel/settings';
import type { SettingView } from '@haigang/shared/features/settings/settings.model';
import { settingDefinitions } from '@haigang/shared/settings';

/** A setting as the list shows it. */
export interface ShownSetting {
  readonly definition: SettingDefinition;
  readonly view: SettingView;
}

export interface SettingFilter {
  readonly text: string;
  readonly changedOnly: boolean;
}

/** What this page was told of, in the order of the definitions. */
export function shownSettings(views: ReadonlyMap<string, SettingView>): ShownSetting[] {
  return settingDefinitions.flatMap((definition) => {
    const view = views.get(definition.key);
    return view ? [{ definition, view }] : [];
  });
}

/** Every word must occur in the names, the key or the source, in either language. */
export function matches({ definition, view }: ShownSetting, { text, changedOnly }: SettingFilter): boolean {
  if (changedOnly && view.isDefault) return false;
  const { key, label, source } = definition;
  const all = `${key} ${label.zh} ${label.en} ${source.zh} ${source.en}`.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/u)
    .every((word) => all.includes(word));
}

export function byGroup(settings: readonly ShownSetting[]): [SettingGroup, ShownSetting[]][] {
  const groups = new Map<SettingGroup, ShownSetting[]>();
  for (const setting of settings) {
    const { group } = setting.definition;
    groups.set(group, [...(groups.get(group) ?? []), setting]);
  }
  return [...groups];
}

/** The number a person typed, if the definition takes it; null otherwise. */
export function typedValue(definition: SettingDefinition, text: string): number | null {
  if (!/^\d{1,9}$/u.test(text.trim())) return null;
  const parsed = definition.schema.safeParse(Number(text.trim()));
  return parsed.success && typeof parsed.data === 'number' ? parsed.data : null;
}
