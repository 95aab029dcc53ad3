import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/**
 * A native modal dialog: focus is kept inside and returned, Escape closes. `onSubmit` runs on Enter or the button;
 * while it is pending the button is held so that nothing is sent twice.
 */
export function Dialog(props: {
  title: string;
  submitText?: string;
  busy?: boolean;
  problem?: string | null;
  canSubmit?: boolean;
  /** For what needs two columns. */
  wide?: boolean;
  onSubmit?: () => void;
  /** Enter submits although nothing is filled in: for an answer that takes nothing away. */
  submitFirst?: boolean;
  /** A second answer, between cancelling and submitting. */
  other?: { readonly text: string; readonly onPress: () => void } | undefined;
  onClose: () => void;
  children: ReactNode;
}): ReactNode {
  const { t } = useTranslation();
  const { submitFirst = false, other } = props;
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog || dialog.open) return;
    dialog.showModal();
    if (submitFirst) dialog.querySelector<HTMLElement>('button[type=submit]')?.focus();
  }, [submitFirst]);
  return (
    <dialog
      ref={ref}
      className={props.wide === true ? 'dlg wide' : 'dlg'}
      aria-label={props.title}
      onClose={props.onClose}
    >
      <Frame {...props}>
        <h2>{props.title}</h2>
        {props.children}
        {props.problem ? (
          <p className="linkbar" role="alert">
            {props.problem}
          </p>
        ) : null}
        <footer>
          <button type="button" className="btn" onClick={props.onClose}>
            {props.onSubmit ? t('incident.cancel') : t('error.close')}
          </button>
          {other ? (
            <button type="button" className="btn" disabled={props.busy === true} onClick={other.onPress}>
              {other.text}
            </button>
          ) : null}
          {props.onSubmit ? (
            <button type="submit" className="btn pri" disabled={props.busy === true || props.canSubmit === false}>
              {props.submitText ?? t('incident.confirm')}
            </button>
          ) : null}
        </footer>
      </Frame>
    </dialog>
  );
}

/**
 * What is submitted is a form. What is only looked at is none: a dialog that it opens over itself would be a form in a form,
 * whose submission no listener above hears, and which loads the page anew.
 */
function Frame(props: { busy?: boolean; canSubmit?: boolean; onSubmit?: () => void; children: ReactNode }): ReactNode {
  const { busy, canSubmit, onSubmit, children } = props;
  if (!onSubmit) return <div className="frame">{children}</div>;
  return (
    <form
      className="frame"
      onSubmit={(event) => {
        event.preventDefault();
        if (busy !== true && canSubmit !== false) onSubmit();
      }}
    >
      {children}
    </form>
  );
}
