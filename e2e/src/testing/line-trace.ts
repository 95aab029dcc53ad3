import type { Page } from 'playwright-core';
import type { SeatQuality } from '@haigang/shared/features/conference/quality.protocol';

const REPORT = '"conference:report-quality"';
const ANSWER = '"downAvailableKbps"';
/** The newest that are kept: about ten minutes. */
const KEPT = 300;

/**
 * What a page told the server of its lines and was answered, read off its socket, with its own estimate of the way up: a
 * line each, for a test that fails. To be called before the page opens its socket.
 */
export function traceLines(page: Page): { readonly lines: readonly string[] } {
  const started = performance.now();
  const lines: string[] = [];
  const keep = (text: string): void => {
    lines.push(`${((performance.now() - started) / 1000).toFixed(1)} s ${text}`);
    if (lines.length > KEPT) lines.shift();
  };
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => {
      const frame = String(payload);
      if (!frame.includes(REPORT)) return;
      const [, { body }] = JSON.parse(frame.slice(frame.indexOf('['))) as [string, { body: SeatQuality }];
      const { up, down } = body;
      void estimateOf(page).then((upKbps) => keep(`up ${told(up)} of ${upKbps} kbit/s; down ${told(down)}`));
    });
    socket.on('framereceived', ({ payload }) => {
      const frame = String(payload);
      if (frame.includes(ANSWER)) keep(frame.slice(frame.indexOf(ANSWER)));
    });
  });
  return { lines };
}

function told({ rung, kbps, lossPercent, roundTripMs }: SeatQuality['up']): string {
  return `${rung} ${kbps.toFixed(0)} kbit/s, lost ${lossPercent.toFixed(0)} %, ${roundTripMs?.toFixed(0) ?? '-'} ms`;
}

/** The browser's own estimate of what it could send, kbit/s; null without one. */
function estimateOf(page: Page): Promise<number | null> {
  return page
    .evaluate(async () => {
      const all = (window as unknown as { haigangPeerConnections: RTCPeerConnection[] }).haigangPeerConnections;
      let bitsPerSecond: number | null = null;
      for (const connection of all.filter(({ connectionState }) => connectionState !== 'closed')) {
        const rows = [...(await connection.getStats()).values()] as {
          type: string;
          availableOutgoingBitrate?: number;
        }[];
        if (!rows.some(({ type }) => type === 'outbound-rtp')) continue;
        for (const { availableOutgoingBitrate } of rows) bitsPerSecond = availableOutgoingBitrate ?? bitsPerSecond;
      }
      return bitsPerSecond === null ? null : Math.round(bitsPerSecond / 1000);
    })
    .catch(() => null);
}
