import type { SettingsReader } from '../../kernel/settings.js';
import type { Connection } from './connection.js';

/** The site's settings as this page knows them now, for code outside React; the default where it was told none. */
export function siteSettings(connection: Connection): SettingsReader {
  return {
    get: (definition) => {
      const row = connection.entities.store.getState().setting.get(definition.key);
      const known = definition.schema.safeParse(row?.value);
      return known.success ? known.data : definition.default;
    },
  };
}
