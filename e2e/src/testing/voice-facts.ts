import type { Page } from 'playwright-core';

/** What came of the other's voice on one page during a while. */
export interface Heard {
  readonly packets: number;
  /** Of all samples played, the share that the decoder had to invent, silence aside, percent. */
  readonly concealedPercent: number;
  readonly energy: number;
  /** Packets that carried the one before once more, in less detail (Opus in-band FEC). */
  readonly fecPackets: number;
}

interface VoiceCounts {
  packets: number;
  fec: number;
  samples: number;
  concealed: number;
  energy: number;
}

const LISTEN_MS = 4000;
/** A machine that is busy carries and plays late, and conceals for it: then one listens again. */
const LISTEN_TIMES = 5;

/**
 * Resolves when a voice arrives on each page: at least half of the fifty packets a second of an undisturbed one, and no
 * more of it invented than `concealedPercent`. Throws when it does not, or when one is silent meanwhile. `name` is printed
 * with what was measured, page after page.
 */
export async function voicesFlow(
  pages: readonly Page[],
  { name, concealedPercent = 20 }: { name: string; concealedPercent?: number },
): Promise<Heard[]> {
  for (let time = 1; ; time += 1) {
    const heard = await voicesOver(pages, LISTEN_MS);
    const measured = heard.map((one) => `${one.packets} packets, ${one.concealedPercent} % concealed`).join('; ');
    process.stderr.write(`${name}: ${measured}\n`);
    if (heard.some(({ energy }) => energy <= 0)) throw new Error(`${name}: a voice is silent`);
    const least = 25 * (LISTEN_MS / 1000);
    if (heard.every((one) => one.packets > least && one.concealedPercent <= concealedPercent)) return heard;
    if (time === LISTEN_TIMES) throw new Error(`${name}: voices come badly, ${measured}`);
  }
}

/** Looks at all these pages at the same time, for `forMs`. */
function voicesOver(pages: readonly Page[], forMs: number): Promise<Heard[]> {
  return Promise.all(
    pages.map(async (page) => {
      const before = await voiceCounts(page);
      await page.waitForTimeout(forMs);
      const after = await voiceCounts(page);
      const since = (key: keyof VoiceCounts): number => after[key] - before[key];
      return {
        packets: since('packets'),
        concealedPercent: Math.round((1000 * since('concealed')) / Math.max(1, since('samples'))) / 10,
        energy: since('energy'),
        fecPackets: since('fec'),
      };
    }),
  );
}

function voiceCounts(page: Page): Promise<VoiceCounts> {
  return page.evaluate(async () => {
    const all = (window as unknown as { haigangPeerConnections: RTCPeerConnection[] }).haigangPeerConnections;
    const sum = { packets: 0, fec: 0, samples: 0, concealed: 0, energy: 0 };
    for (const connection of all) {
      if (connection.connectionState === 'closed') continue;
      (await connection.getStats()).forEach((row: Record<string, unknown>) => {
        if (row['type'] !== 'inbound-rtp' || row['kind'] !== 'audio') return;
        const number = (key: string): number => (typeof row[key] === 'number' ? row[key] : 0);
        sum.packets += number('packetsReceived');
        sum.fec += number('fecPacketsReceived');
        sum.samples += number('totalSamplesReceived');
        sum.concealed += number('concealedSamples') - number('silentConcealedSamples');
        sum.energy += number('totalAudioEnergy');
      });
    }
    return sum;
  });
}
