import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { codeDigits, spokenCode } from '@haigang/shared/features/identity/device.model';
import { requestJson } from '@haigang/shared/web/connection';
import { errorText } from '@haigang/shared/web/i18n';
import { LanguageButton, Shield } from '@haigang/shared/web/ui';
import './kiosk.css';

const CODE_DIGITS = 10;
const LINK = /^#enrol=(\d{10})$/u;

/** A unit that is not enrolled: ten digits, typed or brought along by the scanned link. [DEV2] */
export function EnrolPage({ onEnrolled }: { onEnrolled: () => void }): ReactNode {
  const { t } = useTranslation();
  const [code, setCode] = useState(codeOfLink);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const enrol = useCallback(
    (typed: string) => {
      setBusy(true);
      setProblem(null);
      requestJson('POST', '/api/devices/enrol', { code: typed })
        .then(onEnrolled, (failure: unknown) => setProblem(errorText(failure)))
        .finally(() => setBusy(false));
    },
    [onEnrolled],
  );
  useEffect(() => {
    const linked = codeOfLink();
    if (linked === '') return;
    // A used code in the address would be tried again at every reload.
    window.history.replaceState(null, '', window.location.pathname + window.location.search);
    enrol(linked);
  }, [enrol]);
  return (
    <main className="kiosk-message">
      <Shield size={72} />
      <h1>{t('devices.enrolTitle')}</h1>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          enrol(code);
        }}
      >
        <label>
          <span>{t('devices.enrolText')}</span>
          <input
            name="code"
            inputMode="numeric"
            autoComplete="off"
            value={spokenCode(code)}
            onChange={(event) => setCode(codeDigits(event.target.value).slice(0, CODE_DIGITS))}
          />
        </label>
        {problem ? <p role="alert">{problem}</p> : null}
        <button type="submit" disabled={busy || code.length !== CODE_DIGITS}>
          {busy ? t('devices.enrolling') : t('devices.enrol')}
        </button>
      </form>
      <LanguageButton />
    </main>
  );
}

function codeOfLink(): string {
  return LINK.exec(window.location.hash)?.[1] ?? '';
}
