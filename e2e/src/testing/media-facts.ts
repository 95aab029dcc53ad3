import type { Page } from 'playwright-core';

export interface Received {
  readonly framesDecoded: number;
  readonly frameWidth: number;
  readonly audioEnergy: number;
  readonly audioPackets: number;
}

/** What this page's live peer connections have received so far: decoded frames, widest picture, energy of sound. */
export function received(page: Page): Promise<Received> {
  return page.evaluate(async () => {
    const all = (window as unknown as { haigangPeerConnections: RTCPeerConnection[] }).haigangPeerConnections;
    const sum = { framesDecoded: 0, frameWidth: 0, audioEnergy: 0, audioPackets: 0 };
    for (const connection of all) {
      if (connection.connectionState === 'closed') continue;
      const report = await connection.getStats();
      report.forEach((row: Record<string, unknown>) => {
        if (row['type'] !== 'inbound-rtp') return;
        const number = (key: string): number => (typeof row[key] === 'number' ? row[key] : 0);
        sum.framesDecoded += number('framesDecoded');
        sum.frameWidth = Math.max(sum.frameWidth, number('frameWidth'));
        sum.audioEnergy += number('totalAudioEnergy');
        sum.audioPackets += row['kind'] === 'audio' ? number('packetsReceived') : 0;
      });
    }
    return sum;
  });
}

/** Resolves when the page's own elements play: `count` remote pictures advance and as many voices carry energy. */
export async function waitForMedia(page: Page, count: number, timeoutMs = 30_000): Promise<Received> {
  await page.waitForFunction(
    (wanted) => {
      const playing = [...document.querySelectorAll<HTMLVideoElement>('[data-participant] video')].filter(
        (video) =>
          video.videoWidth > 0 && video.currentTime > 0 && video.getVideoPlaybackQuality().totalVideoFrames > 5,
      );
      const voices = [...document.querySelectorAll('audio')].filter((audio) => !audio.paused && audio.currentTime > 0);
      return playing.length >= wanted && voices.length >= wanted;
    },
    count,
    { timeout: timeoutMs },
  );
  // The least seen so far: connections of before may be looked at first, and what a new seat receives counts from zero.
  let { framesDecoded, audioEnergy } = await received(page);
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const now = await received(page);
    if (now.framesDecoded > framesDecoded + 5 && now.audioEnergy > audioEnergy) return now;
    framesDecoded = Math.min(framesDecoded, now.framesDecoded);
    audioEnergy = Math.min(audioEnergy, now.audioEnergy);
    if (Date.now() > deadline) {
      throw new Error(`media stands still: ${JSON.stringify({ least: { framesDecoded, audioEnergy }, now })}`);
    }
    await page.waitForTimeout(100);
  }
}

/**
 * Resolves with the time, ms, until sound and picture arrive again on each of these pages, counted from the call. What a
 * new seat receives counts from zero, so what comes is added up look by look.
 */
export async function mediaReturns(pages: readonly Page[], limitMs: number): Promise<number> {
  const started = performance.now();
  const came = await Promise.all(
    pages.map(async (page) => {
      const sum = { audioPackets: 0, framesDecoded: 0 };
      for (let before = await received(page); sum.audioPackets <= 20 || sum.framesDecoded <= 5;) {
        if (performance.now() - started > limitMs) return sum;
        await page.waitForTimeout(50);
        const now = await received(page);
        for (const key of ['audioPackets', 'framesDecoded'] as const) {
          sum[key] += now[key] < before[key] ? now[key] : now[key] - before[key];
        }
        before = now;
      }
      return sum;
    }),
  );
  const tookMs = Math.round(performance.now() - started);
  if (tookMs > limitMs) throw new Error(`no media after ${limitMs} ms, only ${JSON.stringify(came)}`);
  for (const page of pages) await waitForMedia(page, 1);
  return tookMs;
}

/** How many peer connections the page has made; a seat that is taken up again needs no new ones. */
export function peerConnectionsMade(page: Page): Promise<number> {
  return page.evaluate(
    () => (window as unknown as { haigangPeerConnections: RTCPeerConnection[] }).haigangPeerConnections.length,
  );
}

/** The picture of one participant as this page receives it: its width and what came so far. */
export interface ReceivedPicture {
  readonly frameWidth: number;
  readonly bytesReceived: number;
  readonly codec: string;
}

/** Null while the page shows no picture of that participant. */
export function receivedPicture(page: Page, principalId: string): Promise<ReceivedPicture | null> {
  return page.evaluate(async (wanted) => {
    const video = document.querySelector<HTMLVideoElement>(`[data-participant="${wanted}"] video`);
    const track = (video?.srcObject as MediaStream | null)?.getVideoTracks()[0];
    const all = (window as unknown as { haigangPeerConnections: RTCPeerConnection[] }).haigangPeerConnections;
    for (const connection of all) {
      if (connection.connectionState === 'closed') continue;
      const receiver = connection.getReceivers().find((one) => one.track === track);
      if (!track || !receiver) continue;
      const rows: Record<string, unknown>[] = [];
      (await receiver.getStats()).forEach((row: Record<string, unknown>) => rows.push(row));
      const inbound = rows.find((row) => row['type'] === 'inbound-rtp');
      const codec = rows.find((row) => row['id'] === inbound?.['codecId']);
      return {
        frameWidth: Number(inbound?.['frameWidth'] ?? 0),
        bytesReceived: Number(inbound?.['bytesReceived'] ?? 0),
        codec: typeof codec?.['mimeType'] === 'string' ? codec['mimeType'] : '',
      };
    }
    return null;
  }, principalId);
}

/** Kinds of the tracks that a page's live connections carry and that are not switched off. */
export function carriedKinds(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const all = (window as unknown as { haigangPeerConnections: RTCPeerConnection[] }).haigangPeerConnections;
    return all
      .filter(({ connectionState }) => connectionState !== 'closed')
      .flatMap((connection) => connection.getSenders())
      .flatMap(({ track }) => (track?.enabled ? [track.kind] : []));
  });
}

/** What this page's live peer connections have sent so far: pictures that were encoded, in all layers, and sound. */
export function sent(page: Page): Promise<{ readonly framesEncoded: number; readonly audioPackets: number }> {
  return page.evaluate(async () => {
    const all = (window as unknown as { haigangPeerConnections: RTCPeerConnection[] }).haigangPeerConnections;
    const sum = { framesEncoded: 0, audioPackets: 0 };
    for (const connection of all) {
      if (connection.connectionState === 'closed') continue;
      (await connection.getStats()).forEach((row: Record<string, unknown>) => {
        if (row['type'] !== 'outbound-rtp') return;
        const number = (key: string): number => (typeof row[key] === 'number' ? row[key] : 0);
        if (row['kind'] === 'audio') sum.audioPackets += number('packetsSent');
        else sum.framesEncoded += number('framesEncoded');
      });
    }
    return sum;
  });
}
