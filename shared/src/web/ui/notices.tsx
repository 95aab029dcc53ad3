import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { errorText } from '../i18n/index.js';

interface Notice {
  readonly id: number;
  readonly text: string;
}
const notices = createStore<{ list: readonly Notice[] }>(() => ({ list: [] }));
const SHOWN_MS = 8000;
let nextId = 1;

/** Says something to the person at this page for a while. */
export function notify(text: string): void {
  const id = nextId;
  nextId += 1;
  notices.setState(({ list }) => ({
    list: [...list.filter((notice) => notice.text !== text).slice(-2), { id, text }],
  }));
  setTimeout(() => dismiss(id), SHOWN_MS);
}

/** Runs a task and says in words why it failed. Returns undefined then. */
export async function tell<T>(task: Promise<T>): Promise<T | undefined> {
  try {
    return await task;
  } catch (failure) {
    notify(errorText(failure));
    return undefined;
  }
}

function dismiss(id: number): void {
  notices.setState(({ list }) => ({ list: list.filter((notice) => notice.id !== id) }));
}

export function Notices(): ReactNode {
  const { t } = useTranslation();
  const list = useStore(notices, (state) => state.list);
  return (
    <div className="notices" role="status">
      {list.map((notice) => (
        <div key={notice.id} className="notice">
          {notice.text}
          <button type="button" onClick={() => dismiss(notice.id)}>
            {t('error.close')}
          </button>
        </div>
      ))}
    </div>
  );
}
