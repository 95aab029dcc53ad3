import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnection } from '../connection/index.js';
import { Dialog, Field, notify, tell } from '../ui/index.js';

const MIN_PASSWORD = 10;

/** [ID4] 修改密码, for whoever signed in with an account, on whatever page he has. */
export function PasswordButton({ className }: { className: string }): ReactNode {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className={className} onClick={() => setOpen(true)}>
        {t('signIn.changePassword')}
      </button>
      {open ? <PasswordDialog onClose={() => setOpen(false)} /> : null}
    </>
  );
}

/** One's own password; every other device is signed out. */
function PasswordDialog({ onClose }: { onClose: () => void }): ReactNode {
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
