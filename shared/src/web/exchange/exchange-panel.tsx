import { useEffect, useRef, useState, type DragEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceView } from '../../features/conference/conference.model.js';
import { mayContribute } from '../../features/evidence/evidence.rules.js';
import { usePrincipalIs, useSettings } from '../connection/index.js';
import { reasonText } from '../i18n/index.js';
import { notify, tell } from '../ui/index.js';
import { takeFiles, type ChosenFile } from './chosen-files.js';
import { Composer } from './composer.js';
import { MessageRow } from './message-row.js';
import type { Outgoing, OutgoingDraft } from './outgoing.js';
import { ElsewhereRow, OutgoingRow } from './outgoing-row.js';
import { PictureViewer } from './picture-viewer.js';
import { SnapshotButton } from './snapshot-button.js';
import { useConversation, type OpenConversation } from './use-conversation.js';

/** Nearer to the end than this counts as reading the newest, pixels. */
const AT_END = 80;

/** The conversation of a conference: words, pictures and files; dropped and pasted files are taken. */
export function ExchangePanel({ conference, actions }: { conference: ConferenceView; actions?: ReactNode }): ReactNode {
  const { t } = useTranslation();
  const open = useConversation(conference);
  const [files, setFiles] = useState<OutgoingDraft['files']>([]);
  const [viewed, setViewed] = useState<string | null>(null);
  const [over, setOver] = useState(false);
  const settings = useSettings();
  const writes = usePrincipalIs((one) => mayContribute(conference, one));
  const take = (known: readonly ChosenFile[], more: Iterable<File>): readonly ChosenFile[] => {
    const taken = takeFiles(known, more, settings);
    for (const { name, reason } of taken.refused) notify(t('exchange.notTaken', { name, why: reasonText(reason) }));
    return taken.files;
  };
  const add = (more: Iterable<File>): void => setFiles(take(files, more));
  const replace = (item: Outgoing, key: string, again: File): void => {
    const [file] = take([], [again]);
    if (file) open.conversation.replace(item.id, key, file);
  };
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    if (writes) add([...event.dataTransfer.files]);
  };
  return (
    <section
      className={over ? 'p xc over' : 'p xc'}
      aria-label={t('exchange.title')}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <header className="ph">
        <h2>{t('exchange.title')}</h2>
        {open.unread > 0 ? <span className="tag n">{t('exchange.unread', { count: open.unread })}</span> : null}
        <span className="sp" />
        {actions}
      </header>
      <MessageList conference={conference} open={open} onView={setViewed} onReplace={replace} />
      {writes ? (
        <Composer
          files={files}
          onFiles={setFiles}
          onAdd={add}
          onSend={(draft) => open.conversation.send(draft)}
          extra={<SnapshotButton conference={conference} onTaken={(draft) => open.conversation.send(draft)} />}
        />
      ) : (
        <p className="xc-closed t3">
          {t(
            conference.state === 'ENDED' ? 'exchange.ended' : open.follows ? 'exchange.readOnly' : 'exchange.notInside',
          )}
        </p>
      )}
      {viewed ? (
        <PictureViewer messages={open.messages} start={viewed} surface={open.surface} onClose={() => setViewed(null)} />
      ) : null}
    </section>
  );
}

function MessageList(props: {
  conference: ConferenceView;
  open: OpenConversation;
  onView: (id: string) => void;
  onReplace: (item: Outgoing, key: string, again: File) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { open, conference } = props;
  const { conversation, messages, outgoing, elsewhere } = open;
  const isUnsent = ({ id }: Outgoing): boolean => !messages.some((message) => message.id === id);
  const list = useRef<HTMLOListElement>(null);
  const atEnd = useRef(true);
  /** The list's own size when its person last scrolled or it was last put right: another one is the phone turned. */
  const size = useRef('');
  const last = messages.at(-1)?.position ?? 0;
  useEffect(() => {
    const element = list.current;
    const look = (): void => {
      if (atEnd.current && document.visibilityState === 'visible') conversation.read(last);
    };
    if (element && atEnd.current) element.scrollTop = element.scrollHeight;
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [conversation, last, outgoing, elsewhere]);
  useEffect(() => {
    // Turned phones and pictures that arrive late move the end away from who reads there.
    const element = list.current;
    if (!element) return;
    const follow = new ResizeObserver(() => {
      size.current = sizeOf(element);
      if (atEnd.current) element.scrollTop = element.scrollHeight;
    });
    follow.observe(element);
    for (const row of element.children) follow.observe(row);
    return () => follow.disconnect();
  }, [last, outgoing, elsewhere]);
  const onScroll = (): void => {
    const element = list.current;
    // NOTE: a turned phone scrolls the list before the observer hears of it; nobody has left the end by that.
    if (!element || (atEnd.current && size.current !== sizeOf(element))) return;
    atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < AT_END;
    if (atEnd.current) conversation.read(last);
  };
  return (
    <ol className="xc-list" ref={list} onScroll={onScroll} aria-live="polite">
      {open.more ? (
        <li>
          <button type="button" className="btn quiet" onClick={() => void tell(conversation.older())}>
            {t('exchange.older')}
          </button>
        </li>
      ) : null}
      {open.follows && messages.length + outgoing.length + elsewhere.length === 0 ? (
        <li className="t3">{t('exchange.none')}</li>
      ) : null}
      {messages.map((message) => (
        <MessageRow
          key={message.id}
          message={message}
          conference={conference}
          marks={open.marks}
          own={message.authorId === open.ownId}
          surface={open.surface}
          onOpen={(file) => props.onView(file.id)}
        />
      ))}
      {elsewhere.filter(isUnsent).map((item) => (
        <ElsewhereRow key={item.id} item={item} />
      ))}
      {outgoing.filter(isUnsent).map((item) => (
        <OutgoingRow
          key={item.id}
          item={item}
          onRetry={() => conversation.retry(item.id)}
          onDiscard={() => conversation.discard(item.id)}
          onReplace={(key, file) => props.onReplace(item, key, file)}
          onWithout={(key) => conversation.without(item.id, key)}
        />
      ))}
    </ol>
  );
}

function sizeOf(element: HTMLElement): string {
  return `${element.clientWidth}x${element.clientHeight}x${element.scrollHeight}`;
}
