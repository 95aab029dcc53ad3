import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { requestJson } from '../connection/index.js';
import { errorText, switchLanguage } from '../i18n/index.js';
import { Shield } from './icons.js';

interface Fields {
  readonly username: string;
  readonly password: string;
  readonly code: string;
  readonly name: string;
}

/** Sign-in of a page, and on a first start the making of the administrator. Calls `onSignedIn` once the cookie is there. */
export function SignIn({ surface, onSignedIn }: { surface: 'staff' | 'field'; onSignedIn: () => void }): ReactNode {
  const { t } = useTranslation();
  const [fields, setFields] = useState<Fields>({ username: '', password: '', code: '', name: '' });
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const visit = useFirstVisit();
  const needsSetup = visit?.needed === true;
  const set = (key: keyof Fields) => (value: string) => setFields((known) => ({ ...known, [key]: value }));

  const submit = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      const { username, password, code, name } = fields;
      if (needsSetup) await requestJson('POST', '/api/setup', { code, username, name, password });
      await requestJson('POST', '/api/session', { username, password, surface });
      onSignedIn();
    } catch (failure) {
      setProblem(errorText(failure));
      setBusy(false);
    }
  };
  return (
    <main className="signin">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <div className="row">
          <Shield />
          <h1>{t('app.name')}</h1>
          <span className="sp" />
          <LanguageButton />
        </div>
        {needsSetup ? (
          <>
            <p className="t2">{t('signIn.setup')}</p>
            <Field label={t('signIn.setupCode')} value={fields.code} onChange={set('code')} />
            <Field label={t('signIn.displayName')} value={fields.name} onChange={set('name')} />
          </>
        ) : null}
        <Field
          label={t('signIn.username')}
          name="username"
          value={fields.username}
          onChange={set('username')}
          autoComplete="username"
        />
        <Field
          label={needsSetup ? t('signIn.next') : t('signIn.password')}
          name="password"
          type="password"
          value={fields.password}
          onChange={set('password')}
          autoComplete={needsSetup ? 'new-password' : 'current-password'}
        />
        {problem ? (
          <p className="linkbar" role="alert">
            {problem}
          </p>
        ) : null}
        <button className="btn pri" type="submit" disabled={busy || fields.username === '' || fields.password === ''}>
          {busy ? t('signIn.submitting') : t('signIn.submit')}
        </button>
        {visit?.demo ? (
          <DemoAccounts
            demo={visit.demo}
            onPick={(username, password) => setFields((known) => ({ ...known, username, password }))}
          />
        ) : null}
      </form>
    </main>
  );
}

export function LanguageButton(): ReactNode {
  const { i18n } = useTranslation();
  return (
    <button type="button" className="btn quiet" onClick={switchLanguage} lang={i18n.language === 'zh' ? 'en' : 'zh-CN'}>
      {i18n.language === 'zh' ? 'English' : '中文'}
    </button>
  );
}

/** A labelled text input. */
export function Field(props: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  name?: string;
  type?: string;
  autoComplete?: string;
  maxLength?: number;
  required?: boolean;
}): ReactNode {
  return (
    <label className="field">
      <span>{props.label}</span>
      <span className="in">
        <input
          name={props.name}
          type={props.type ?? 'text'}
          value={props.value}
          maxLength={props.maxLength ?? 200}
          autoComplete={props.autoComplete ?? 'off'}
          autoCapitalize="none"
          required={props.required ?? false}
          onChange={(event) => props.onChange(event.target.value)}
        />
      </span>
    </label>
  );
}

const FirstVisit = z.object({
  needed: z.boolean(),
  demo: z.object({ usernames: z.array(z.string()), password: z.string() }).nullable(),
});
type FirstVisit = z.infer<typeof FirstVisit>;

/** Whether the first administrator is still to be made, and the sample accounts of a demo; unknown until answered. */
function useFirstVisit(): FirstVisit | null {
  const [visit, setVisit] = useState<FirstVisit | null>(null);
  useEffect(() => {
    let gone = false;
    requestJson('GET', '/api/setup')
      .then((answer) => {
        if (!gone) setVisit(FirstVisit.parse(answer));
      })
      // Sign-in itself says when the centre cannot be reached.
      .catch(() => undefined);
    return () => {
      gone = true;
    };
  }, []);
  return visit;
}

/** Sample accounts as buttons that fill the form in; a demo has no secrets. */
function DemoAccounts(props: {
  demo: NonNullable<FirstVisit['demo']>;
  onPick: (username: string, password: string) => void;
}): ReactNode {
  const { t } = useTranslation();
  return (
    <section className="demo-accounts">
      <p className="t2">
        <span className="sim">{t('app.simulated')}</span> {t('signIn.demo', { password: props.demo.password })}
      </p>
      <p className="row">
        {props.demo.usernames.map((username) => (
          <button
            key={username}
            type="button"
            className="btn quiet"
            onClick={() => props.onPick(username, props.demo.password)}
          >
            {username}
          </button>
        ))}
      </p>
    </section>
  );
}
