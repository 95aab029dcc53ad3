import type { TestPage } from './browser.js';

export interface HeldLine {
  /** How many messages wait. */
  readonly waiting: () => number;
  /** Sends what waited, and holds nothing any more. */
  readonly release: () => void;
}

/** Holds back what a page tells the centre as long as it contains all of `texts`; the rest goes on. Before it is loaded. */
export async function holdBack({ page }: TestPage, ...texts: string[]): Promise<HeldLine> {
  let holds = true;
  const waiting: (() => void)[] = [];
  await page.routeWebSocket(/socket\.io/u, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) => {
      const send = (): void => server.send(message);
      if (holds && texts.every((text) => String(message).includes(text))) waiting.push(send);
      else send();
    });
  });
  return {
    waiting: () => waiting.length,
    release: () => {
      holds = false;
      for (const send of waiting.splice(0)) send();
    },
  };
}
