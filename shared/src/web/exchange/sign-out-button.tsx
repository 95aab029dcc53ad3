import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { unsentKeptHours } from '../../features/exchange/exchange.settings.js';
import { requestJson, useConnectionState, useSettings } from '../connection/index.js';
import { errorText } from '../i18n/index.js';
import { Dialog, tell } from '../ui/index.js';
import { forgetUnsent, unsentOf, type Unsent } from './sweep.js';

const endSession = (): Promise<unknown> => requestJson('DELETE', '/api/session');

/** Ends this device's session; [EXC11] asks first what becomes of what its person has not sent. */
export function SignOutButton(): ReactNode {
  const { t } = useTranslation();
  const ownId = useConnectionState(({ me }) => me?.principal.id) ?? '';
  const [unsent, setUnsent] = useState<Unsent | null>(null);
  const press = (): void => {
    const now = unsentOf(ownId);
    if (now.messages > 0) setUnsent(now);
    else void tell(endSession());
  };
  return (
    <>
      <button type="button" className="btn quiet" onClick={press}>
        {t('signIn.signOut')}
      </button>
      {unsent ? <UnsentDialog ownId={ownId} unsent={unsent} onClose={() => setUnsent(null)} /> : null}
    </>
  );
}

function UnsentDialog({ ownId, unsent, onClose }: { ownId: string; unsent: Unsent; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const hours = useSettings().get(unsentKeptHours);
  const [choice, setChoice] = useState<'keep' | 'delete'>('keep');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const signOut = async (): Promise<void> => {
    setBusy(true);
    try {
      // The session first: what is deleted before a failure would be gone although its person stays.
      await endSession();
      if (choice === 'delete') await forgetUnsent(ownId);
      onClose();
    } catch (failure) {
      setProblem(errorText(failure));
    } finally {
      setBusy(false);
    }
  };
  const option = (value: typeof choice, text: string): ReactNode => (
    <label className="row unsent-choice">
      <input type="radio" name="unsent" checked={choice === value} onChange={() => setChoice(value)} />
      {text}
    </label>
  );
  const { messages, files } = unsent;
  return (
    <Dialog
      title={t('exchange.unsentTitle')}
      submitText={t('signIn.signOut')}
      {...{ busy, problem, onClose }}
      onSubmit={() => void signOut()}
    >
      <p>{t(files > 0 ? 'exchange.unsentFiles' : 'exchange.unsentMessages', { count: messages, files })}</p>
      {option('keep', t('exchange.unsentKeep', { hours }))}
      {option('delete', t('exchange.unsentDelete'))}
      {files > 0 ? <p className="t2">{t('exchange.unsentShared')}</p> : null}
    </Dialog>
  );
}
