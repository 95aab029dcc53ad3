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

/** Looks at all these pages at the same time, for `forMs`. */
export function voicesOver(pages: readonly Page[], forMs: number): Promise<Heard[]> {
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
