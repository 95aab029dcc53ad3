import { useState, type ReactNode } from 'react';
import { Dialog, Field, tell } from '@haigang/shared/web/ui';

/** One step that needs a sentence of why; it closes when the centre has taken it. */
export function ReasonDialog(props: {
  title: string;
  text?: string;
  /** What else is to be known before the step. */
  warning?: ReactNode;
  label: string;
  submitText: string;
  onSubmit: (reason: string) => Promise<unknown>;
  onClose: () => void;
}): ReactNode {
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const submit = async (): Promise<void> => {
    setBusy(true);
    const done = await tell(props.onSubmit(reason.trim()));
    setBusy(false);
    if (done) props.onClose();
  };
  return (
    <Dialog
      title={props.title}
      submitText={props.submitText}
      busy={busy}
      canSubmit={reason.trim() !== ''}
      onSubmit={() => void submit()}
      onClose={props.onClose}
    >
      {props.text ? <p>{props.text}</p> : null}
      {props.warning}
      <Field label={props.label} name="reason" value={reason} onChange={setReason} maxLength={400} />
    </Dialog>
  );
}
