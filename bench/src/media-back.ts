import type { TestPage } from '@haigang/e2e/testing/browser';

/**
 * When this page received sound and picture again after what happened at `happenedAt`, both ms of `Date.now()`: the end of
 * the first stretch of `WINDOW_MS` in which packets of sound and decoded frames kept coming. What was still under way
 * when it happened does not count. Throws after a minute.
 */
export function mediaBackAt(page: TestPage['page'], happenedAt: number): Promise<number> {
  return page.evaluate(
    async ({ from, windowMs, limitMs }) => {
      interface Sample {
        readonly at: number;
        readonly audio: number;
        readonly frames: number;
      }
      const all = (window as unknown as { haigangPeerConnections: RTCPeerConnection[] }).haigangPeerConnections;
      const seen = new Map<string, number>();
      /** Growth since the last look, connection by connection: one that is replaced takes nothing away. */
      const look = async (): Promise<Sample> => {
        let audio = 0;
        let frames = 0;
        for (const [index, connection] of all.entries()) {
          if (connection.connectionState === 'closed') continue;
          const stats = await connection.getStats();
          stats.forEach((row: Record<string, unknown>) => {
            if (row['type'] !== 'inbound-rtp') return;
            const kind = row['kind'] === 'audio' ? 'packetsReceived' : 'framesDecoded';
            const now = typeof row[kind] === 'number' ? row[kind] : 0;
            const key = `${index} ${String(row['id'])}`;
            const growth = now - (seen.get(key) ?? now);
            seen.set(key, now);
            if (kind === 'packetsReceived') audio += growth;
            else frames += growth;
          });
        }
        return { at: Date.now(), audio, frames };
      };
      const recent: Sample[] = [];
      for (;;) {
        const sample = await look();
        if (sample.at - from > limitMs) throw new Error('no media came back');
        if (sample.at - from > windowMs) recent.push(sample);
        while (recent[0] && sample.at - recent[0].at > windowMs) recent.shift();
        const sum = (key: 'audio' | 'frames'): number => recent.reduce((total, one) => total + one[key], 0);
        const full = recent.length > 1 && sample.at - (recent[0]?.at ?? 0) > windowMs * 0.7;
        if (full && sum('audio') >= 5 && sum('frames') >= 3) return sample.at;
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
    },
    { from: happenedAt, windowMs: WINDOW_MS, limitMs: LIMIT_MS },
  );
}

const WINDOW_MS = 250;
const LIMIT_MS = 60_000;
