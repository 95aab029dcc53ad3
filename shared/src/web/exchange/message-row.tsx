import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceView } from '../../features/conference/conference.model.js';
import type { Attachment, ExchangeMark, ExchangeMessage } from '../../features/exchange/exchange.model.js';
import { readingsOf } from '../../features/exchange/exchange.rules.js';
import { beijingTime } from '../../kernel/time.js';
import { inLanguage } from '../i18n/index.js';
import { Attachments } from './attachments.js';

/** One message: who, when, the words as typed, its files, and for one's own how far the others are. */
export function MessageRow(props: {
  message: ExchangeMessage;
  conference: ConferenceView;
  marks: readonly ExchangeMark[];
  own: boolean;
  surface: string | undefined;
  onOpen: (file: Attachment) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { message, own } = props;
  const written = message.writtenAt === null ? null : Date.parse(message.writtenAt);
  const late = written !== null && Date.parse(message.at) - written > 10_000;
  return (
    <li className={own ? 'xc-message own' : 'xc-message'} data-message={message.position}>
      <header className="row">
        <b>{own ? t('exchange.me') : inLanguage(message.authorName)}</b>
        <span className="n t3">{beijingTime(Date.parse(message.at))}</span>
        {late ? <span className="t3">{t('exchange.writtenAt', { time: beijingTime(written) })}</span> : null}
      </header>
      {message.text ? <p className="xc-words">{message.text}</p> : null}
      <Attachments files={message.attachments} surface={props.surface} onOpen={props.onOpen} />
      {own ? <Readings message={message} conference={props.conference} marks={props.marks} /> : null}
    </li>
  );
}

function Readings(props: {
  message: ExchangeMessage;
  conference: ConferenceView;
  marks: readonly ExchangeMark[];
}): ReactNode {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const readings = readingsOf(props.message, props.conference.participants, props.marks);
  if (readings.length === 0) return <span className="t3 xc-read">{t('exchange.sent')}</span>;
  const read = readings.filter((one) => one.state === 'read').length;
  const delivered = readings.filter((one) => one.state !== 'waiting').length;
  const text =
    read > 0
      ? t('exchange.read', { count: read, all: readings.length })
      : delivered > 0
        ? t('exchange.delivered', { count: delivered, all: readings.length })
        : t('exchange.sent');
  const names = readings.map((one) => `${inLanguage(one.name)} ${t(`exchange.state.${one.state}`)}`);
  return (
    <>
      <button
        type="button"
        className="xc-read"
        aria-expanded={open}
        title={names.join('\n')}
        onClick={() => setOpen(!open)}
      >
        {text}
      </button>
      {open ? (
        <ul className="xc-readings">
          {names.map((name) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
      ) : null}
    </>
  );
}
