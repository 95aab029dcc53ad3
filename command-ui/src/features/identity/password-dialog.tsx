import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnection } from '@haigang/shared/web/connection';
import { Dialog, Field, notify, tell } from '@haigang/shared/web/ui';

const MIN_PASSWORD = 10;

/** One's own password; every other device is signed out. */
export function PasswordDialog({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const change = async (): Promise<void> => {
    const done = await tell(connection.call('identity:change-password', { current, next }));
    if (!done) return;
    notify(t('signIn.changed'));
    onClose();
  };
  return (
    <Dialog
      title={t('signIn.changePassword')}
      canSubmit={next.length >= MIN_PASSWORD}
      onSubmit={() => void change()}
      onClose={onClose}
    >
      <Field
        label={t('signIn.current')}
        type="password"
        autoComplete="current-password"
        value={current}
        onChange={setCurrent}
      />
      <Field label={t('signIn.next')} type="password" autoComplete="new-password" value={next} onChange={setNext} />
    </Dialog>
  );
}
