import { useRef, useState, type ClipboardEvent, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { MESSAGE_CHARACTERS } from '../../features/exchange/exchange.model.js';
import { fileSize, Icon } from '../ui/index.js';
import type { ChosenFile } from './chosen-files.js';
import type { OutgoingDraft } from './outgoing.js';

/** The line to write in: Enter sends, Shift+Enter breaks the line, and an Enter that ends a Chinese word does neither. */
export function Composer(props: {
  files: readonly ChosenFile[];
  onFiles: (files: readonly ChosenFile[]) => void;
  /** Picked, photographed or pasted; not yet looked at. */
  onAdd: (files: Iterable<File>) => void;
  onSend: (draft: OutgoingDraft) => void;
  extra?: ReactNode;
}): ReactNode {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const picker = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const empty = text.trim() === '' && props.files.length === 0;
  const send = (): void => {
    if (empty) return;
    props.onSend({ text: text.trim(), files: props.files });
    setText('');
    props.onFiles([]);
  };
  const add = props.onAdd;
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  const onPaste = (event: ClipboardEvent): void => {
    if (event.clipboardData.files.length === 0) return;
    event.preventDefault();
    add([...event.clipboardData.files]);
  };
  const input = (ref: typeof picker, more: { accept?: string; capture?: 'environment'; multiple?: boolean }) => (
    <input
      ref={ref}
      type="file"
      hidden
      {...more}
      onChange={(event) => {
        // A copy: the input's own list empties with it.
        add([...(event.target.files ?? [])]);
        event.target.value = '';
      }}
    />
  );
  return (
    <form
      className="xc-composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <ChosenFiles files={props.files} onFiles={props.onFiles} />
      <textarea
        className="xc-text"
        rows={Math.min(4, text.split('\n').length)}
        value={text}
        maxLength={MESSAGE_CHARACTERS}
        placeholder={t('exchange.placeholder')}
        aria-label={t('exchange.placeholder')}
        title={t('exchange.keys')}
        enterKeyHint="send"
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKey}
        onPaste={onPaste}
      />
      <div className="row">
        {input(picker, { multiple: true })}
        {input(camera, { accept: 'image/*', capture: 'environment' })}
        <button
          type="button"
          className="btn xc-icon xc-capture"
          title={t('exchange.takePhoto')}
          aria-label={t('exchange.takePhoto')}
          onClick={() => camera.current?.click()}
        >
          <Icon name="photo" />
        </button>
        <button
          type="button"
          className="btn xc-icon"
          title={t('exchange.attach')}
          aria-label={t('exchange.attach')}
          onClick={() => picker.current?.click()}
        >
          <Icon name="clip" />
        </button>
        {props.extra}
        <span className="sp" />
        <button type="submit" className="btn pri" disabled={empty}>
          {t('exchange.send')}
        </button>
      </div>
    </form>
  );
}

function ChosenFiles(props: {
  files: readonly ChosenFile[];
  onFiles: (files: readonly ChosenFile[]) => void;
}): ReactNode {
  const { t } = useTranslation();
  if (props.files.length === 0) return null;
  return (
    <ul className="xc-chosen">
      {props.files.map((file, at) => (
        <li key={`${at} ${file.name}`} className="row">
          <Icon name={file.kind === 'chat-file' ? 'list' : 'photo'} size={16} />
          <span className="xc-name">{file.name}</span>
          <span className="n t3">{fileSize(file.blob?.size ?? 0)}</span>
          <button
            type="button"
            className="btn quiet xc-icon"
            aria-label={t('exchange.removeFile', { name: file.name })}
            onClick={() => props.onFiles(props.files.filter((_, index) => index !== at))}
          >
            <Icon name="leave" size={16} />
          </button>
        </li>
      ))}
    </ul>
  );
}
