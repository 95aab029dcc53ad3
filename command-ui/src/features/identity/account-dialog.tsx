import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Role, type Account } from '@haigang/shared/features/identity/identity.model';
import { useConnection } from '@haigang/shared/web/connection';
import { Dialog, Field, tell } from '@haigang/shared/web/ui';

const GIVEN = Role.options.filter((role) => role !== 'display' && role !== 'external-expert');
const MIN_PASSWORD = 10;

/** A new account, or roles and a new password of a known one; changing either ends the person's sessions. */
export function AccountDialog({ account, onClose }: { account: Account | null; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const [username, setUsername] = useState(account?.username ?? '');
  const [zh, setZh] = useState(account?.name.zh ?? '');
  const [en, setEn] = useState(account?.name.en ?? '');
  const [roles, setRoles] = useState<readonly Role[]>(account?.roles ?? ['officer']);
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const name = { zh: zh.trim(), en: en.trim() };
  const save = async (): Promise<void> => {
    setBusy(true);
    const saved = await tell(
      account === null
        ? connection.call('identity:create-account', { username, name, roles: [...roles], password })
        : connection.call('identity:update-account', {
            id: account.id,
            revision: account.revision,
            name,
            ...(sameRoles(roles, account.roles) ? {} : { roles: [...roles] }),
            ...(password === '' ? {} : { password }),
          }),
    );
    setBusy(false);
    if (!saved) return;
    connection.entities.upsert('account', saved);
    onClose();
  };
  const passwordFits = password.length >= MIN_PASSWORD || (account !== null && password === '');
  return (
    <Dialog
      title={account ? account.username : t('admin.create')}
      submitText={t('admin.save')}
      busy={busy}
      canSubmit={roles.length > 0 && zh.trim() !== '' && en.trim() !== '' && passwordFits}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      {account ? null : <Field label={t('signIn.username')} value={username} onChange={setUsername} maxLength={41} />}
      <Field label={t('admin.nameZh')} value={zh} onChange={setZh} maxLength={60} />
      <Field label={t('admin.nameEn')} value={en} onChange={setEn} maxLength={60} />
      <fieldset className="levelchoice">
        <legend>{t('admin.roles')}</legend>
        {GIVEN.map((role) => (
          <label key={role} className="row">
            <input
              type="checkbox"
              checked={roles.includes(role)}
              onChange={() => setRoles(roles.includes(role) ? roles.filter((one) => one !== role) : [...roles, role])}
            />
            {t(`role.${role}`)}
          </label>
        ))}
      </fieldset>
      <Field
        label={t('signIn.next')}
        type="password"
        autoComplete="new-password"
        value={password}
        onChange={setPassword}
      />
    </Dialog>
  );
}

function sameRoles(a: readonly Role[], b: readonly Role[]): boolean {
  return a.length === b.length && a.every((role) => b.includes(role));
}
