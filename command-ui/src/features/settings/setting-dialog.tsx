import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { settingRange } from '@haigang/shared/kernel/settings';
import { useConnection } from '@haigang/shared/web/connection';
import { inLanguage } from '@haigang/shared/web/i18n';
import { Dialog, Field, tell } from '@haigang/shared/web/ui';
import { valueText } from './setting-text.js';
import { typedValue, type ShownSetting } from './settings-view.js';

/** Sets an ordinary setting, or proposes a threshold; says before the sending what would be refused after it. */
export function SettingDialog({ setting, onClose }: { setting: ShownSetting; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const { definition, view } = setting;
  const [text, setText] = useState(String(view.value));
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const range = settingRange(definition);
  const value = typedValue(definition, text);
  const problem = value === null ? t('settings.outOfRange', range) : value === view.value ? t('settings.same') : null;
  const send = async (): Promise<void> => {
    if (value === null) return;
    setBusy(true);
    const call = definition.twoPerson ? 'settings:propose' : 'settings:set';
    const change = { key: definition.key, revision: view.revision, value, reason: reason.trim() };
    const saved = await tell(connection.call(call, change));
    setBusy(false);
    if (!saved) return;
    connection.entities.upsert('setting', saved);
    onClose();
  };
  return (
    <Dialog
      title={inLanguage(definition.label)}
      submitText={definition.twoPerson ? t('settings.submitPropose') : t('settings.submitSet')}
      busy={busy}
      canSubmit={problem === null && reason.trim() !== ''}
      onSubmit={() => void send()}
      onClose={onClose}
    >
      <p className="t2">
        {t('settings.value')} <b className="n">{valueText(t, definition, view.value)}</b>
        {definition.twoPerson ? <span className="setting-hint">{t('settings.twoPersonsHint')}</span> : null}
      </p>
      <Field
        label={t('settings.newValue', { ...range, unit: t(`settings.unit.${definition.unit}`) })}
        name="value"
        value={text}
        onChange={setText}
        maxLength={9}
      />
      <p className="setting-problem" role="status">
        {text === String(view.value) ? '' : problem}
      </p>
      <Field label={t('settings.reason')} name="reason" value={reason} onChange={setReason} />
      {view.value === definition.default ? null : (
        <button type="button" className="btn" onClick={() => setText(String(definition.default))}>
          {t('settings.useDefault', { value: valueText(t, definition, definition.default) })}
        </button>
      )}
    </Dialog>
  );
}
