import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@haigang/shared/web/ui';
import { keyLabel, useDeskKey, useDeskKeys } from './keys.js';

/** Lists the keys of the desk that mean something now: `?` or the button in the top bar. */
export function KeyHelp(): ReactNode {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  useDeskKey({ code: '?', text: t('keys.help'), run: () => setOpen(true) });
  return (
    <>
      <button
        type="button"
        className="btn quiet"
        title={t('keys.help')}
        aria-label={t('keys.help')}
        onClick={() => setOpen(true)}
      >
        <kbd>?</kbd>
      </button>
      {open ? <KeyList onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function KeyList({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const keys = useDeskKeys();
  return (
    <Dialog title={t('keys.title')} onClose={onClose}>
      <p className="t2">{t('keys.note')}</p>
      <dl className="keys">
        {keys.map((key) => (
          <div key={keyLabel(key)}>
            <dt>
              <kbd>{keyLabel(key)}</kbd>
            </dt>
            <dd>{key.text}</dd>
          </div>
        ))}
        <div>
          <dt>
            <kbd>Esc</kbd>
          </dt>
          <dd>{t('keys.escape')}</dd>
        </div>
      </dl>
    </Dialog>
  );
}
