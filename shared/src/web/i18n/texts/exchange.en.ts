import type { exchangeZh } from './exchange.zh.js';
import type { Texts } from './texts.js';

export const exchangeEn: Texts<typeof exchangeZh> = {
  texts: {
    exchange: {
      title: 'Conversation',
      none: 'Nothing said yet; words, pictures and files go into the incident log',
      placeholder: 'Message…',
      keys: 'Enter sends, Shift+Enter breaks the line',
      me: 'Me',
      send: 'Send',
      attach: 'Add files',
      takePhoto: 'Take photo',
      removeFile: 'Remove {{name}}',
      notTaken: '{{name}} was not added: {{why}}',
      snapshot: 'Snapshot evidence',
      chooseFrame: 'Choose the frame to keep (as it was when you pressed)',
      noPicture: 'There is no picture to take now',
      unread: '{{count}} unread',
      open: 'Open conversation',
      short: 'Chat',
      openUnread: 'Open conversation, {{count}} unread',
      close: 'Close conversation',
      older: 'Earlier messages',
      ended: 'The conference has ended; you may read',
      readOnly: 'You may only read in this conference',
      sent: 'Sent',
      delivered: '{{count}}/{{all}} delivered',
      read: '{{count}}/{{all}} read',
      state: { read: 'read', delivered: 'delivered', waiting: 'not delivered' },
      writtenAt: 'written {{time}}',
      outgoing: {
        waiting: 'Waiting (sent when the link is back)',
        sending: 'Sending…',
        failed: 'Not sent',
        again: 'tried again by itself',
      },
      retry: 'Retry',
      discard: 'Discard',
      cancel: 'Cancel',
    },
  },
  log: {
    message: 'Conference message',
    'message-files': 'Conference message with {{count}} files · SHA-256 {{sha256}}',
  },
  error: {
    'exchange.not-allowed': 'You may only read in this conference',
    'exchange.too-fast': 'Too many messages; wait a moment',
    'exchange.too-many-files': 'At most 10 files in a message; send several',
    'exchange.id-taken': 'This message was sent already',
  },
};
