import type { Page } from 'playwright-core';

/** Files of unsent messages that a page's browser keeps. */
export function keptFileCount(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const open = indexedDB.open('haigang.outbox');
        open.onupgradeneeded = () => open.result.createObjectStore('files');
        open.onerror = () => reject(new Error('the store of unsent bytes does not open'));
        open.onsuccess = () => {
          const count = open.result.transaction('files').objectStore('files').count();
          count.onsuccess = () => {
            open.result.close();
            resolve(count.result);
          };
        };
      }),
  );
}

/** Empties the browser's store of unsent bytes; how many files were in it. */
export function loseKeptFiles(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const open = indexedDB.open('haigang.outbox');
        open.onerror = () => reject(new Error('the store of unsent bytes does not open'));
        open.onsuccess = () => {
          const files = open.result.transaction('files', 'readwrite').objectStore('files');
          const count = files.count();
          count.onsuccess = () => {
            files.clear().onsuccess = () => {
              open.result.close();
              resolve(count.result);
            };
          };
        };
      }),
  );
}

/** Texts of unsent messages that a page's browser keeps, as it wrote them down. */
export function keptRecords(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    Object.keys(localStorage)
      .filter((key) => key.startsWith('haigang.outbox'))
      .map((key) => localStorage.getItem(key) ?? ''),
  );
}
