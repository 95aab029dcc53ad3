import type { Kysely } from 'kysely';
import type { SettingDefinition, SettingsReader, SettingValue } from '@haigang/shared/kernel/settings';
import type { Logger } from '../logger.js';
import type { Database } from '../storage/schema.js';

/**
 * The site's settings as they stand now, in memory. Whoever needs one asks each time instead of keeping it, so a change
 * holds from the commit on. [SET4] A stored value that no longer fits its definition is reported and not used.
 */
export class Settings implements SettingsReader {
  readonly definitions: ReadonlyMap<string, SettingDefinition>;
  readonly #values = new Map<string, SettingValue>();
  readonly #logger: Logger;

  constructor(definitions: readonly SettingDefinition[], logger: Logger) {
    this.definitions = new Map(definitions.map((definition) => [definition.key, definition]));
    if (this.definitions.size !== definitions.length) throw new Error('two settings have the same key');
    this.#logger = logger;
  }

  /** Reads what was set; call once before use. */
  async load(db: Kysely<Database>): Promise<void> {
    for (const { key, value } of await db.selectFrom('settings').select(['key', 'value']).execute()) {
      this.#take(key, JSON.parse(value));
    }
  }

  get<T extends SettingValue>(definition: SettingDefinition<T>): T {
    // The map only holds what this very definition's schema parsed.
    return (this.#values.get(definition.key) as T | undefined) ?? definition.default;
  }

  /** Puts a committed change into force. */
  apply(key: string, value: SettingValue): void {
    this.#values.set(key, value);
  }

  #take(key: string, value: unknown): void {
    if (value === null) return;
    const parsed = this.definitions.get(key)?.schema.safeParse(value);
    if (parsed?.success) this.#values.set(key, parsed.data);
    else this.#logger.warn({ key }, 'a stored setting is unknown or out of its range; its default holds');
  }
}
