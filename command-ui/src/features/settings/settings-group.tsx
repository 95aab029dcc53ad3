import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { settingRange, type SettingGroup } from '@haigang/shared/kernel/settings';
import { currentLanguage, inLanguage } from '@haigang/shared/web/i18n';
import { momentText, valueText } from './setting-text.js';
import type { ShownSetting } from './settings-view.js';

/** One group of settings as a table; columns stand under each other from group to group. */
export function SettingsGroup(props: {
  group: SettingGroup;
  settings: readonly ShownSetting[];
  onEdit: (setting: ShownSetting) => void;
}): ReactNode {
  const { t } = useTranslation();
  return (
    <section className="p settings-group">
      <header className="ph">
        <h2>{t(`settings.group.${props.group}`)}</h2>
      </header>
      <div className="scroll">
        <table>
          <thead>
            <tr>
              <th className="c-name">{t('settings.name')}</th>
              <th className="c-value r">{t('settings.value')}</th>
              <th className="c-default r">{t('settings.default')}</th>
              <th className="c-range r">{t('settings.range')}</th>
              <th className="c-source">{t('settings.source')}</th>
              <th className="c-changed">{t('settings.changed')}</th>
              <th className="c-edit" aria-label={t('settings.edit')} />
            </tr>
          </thead>
          <tbody>
            {props.settings.map((setting) => (
              <SettingRow key={setting.definition.key} setting={setting} onEdit={props.onEdit} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function SettingRow({
  setting,
  onEdit,
}: {
  setting: ShownSetting;
  onEdit: (setting: ShownSetting) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { definition, view } = setting;
  const { min, max } = settingRange(definition);
  return (
    <tr>
      <td className="c-name">
        {inLanguage(definition.label)}
        {definition.twoPerson ? (
          <span className="tag" title={t('settings.twoPersonsHint')}>
            {t('settings.twoPersons')}
          </span>
        ) : null}
        <small className="t3">
          {inLanguage(definition.label, currentLanguage() === 'zh' ? 'en' : 'zh')} · {definition.key}
        </small>
      </td>
      <td className={view.isDefault ? 'r n' : 'r n set'}>{valueText(t, definition, view.value)}</td>
      <td className="r n t2">{valueText(t, definition, definition.default)}</td>
      <td className="r n t2">
        {min}–{max}
      </td>
      <td className="t2">{inLanguage(definition.source)}</td>
      <td className="t2">
        {view.changedAt === null ? (
          <span className="t3">{t('settings.never')}</span>
        ) : (
          <>
            {view.changedByName ? inLanguage(view.changedByName) : ''}
            <small className="t3 n">{momentText(view.changedAt)}</small>
          </>
        )}
      </td>
      <td className="r">
        {view.proposal ? <span className="tag solid">{t('settings.pending')}</span> : null}
        {view.can.set || view.can.propose ? (
          <button type="button" className="btn quiet" onClick={() => onEdit(setting)}>
            {definition.twoPerson ? t('settings.propose') : t('settings.edit')}
          </button>
        ) : null}
      </td>
    </tr>
  );
}
