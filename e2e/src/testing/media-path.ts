import type { Page } from 'playwright-core';

export interface MediaPaths {
  /** How each living peer connection of the page sends to the first stop, `udp` or `tcp`. */
  readonly protocols: string[];
  /** How its relays are reached, `tls` for TURN over TLS; a pair behind a relay and a NAT does not name it itself. */
  readonly relays: string[];
  /** The address the media of each is sent to. */
  readonly remotes: string[];
}

export function mediaPaths(page: Page): Promise<MediaPaths> {
  return page.evaluate(async () => {
    const all = (window as unknown as { haigangPeerConnections: RTCPeerConnection[] }).haigangPeerConnections;
    const protocols: string[] = [];
    const relays = new Set<string>();
    const remotes: string[] = [];
    for (const connection of all) {
      if (connection.connectionState !== 'connected') continue;
      const rows = new Map<string, Record<string, string>>();
      (await connection.getStats()).forEach((row: Record<string, string>) => rows.set(row['id'] ?? '', row));
      for (const row of rows.values()) if (row['candidateType'] === 'relay') relays.add(row['relayProtocol'] ?? '');
      const transport = [...rows.values()].find((row) => row['type'] === 'transport');
      const pair = rows.get(transport?.['selectedCandidatePairId'] ?? '');
      protocols.push(rows.get(pair?.['localCandidateId'] ?? '')?.['protocol'] ?? '');
      remotes.push(rows.get(pair?.['remoteCandidateId'] ?? '')?.['address'] ?? '');
    }
    return { protocols, relays: [...relays], remotes };
  });
}
