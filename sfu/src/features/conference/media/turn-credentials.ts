import { createHmac } from 'node:crypto';
import type { Clock } from '@haigang/shared/kernel/time';
import type { IceServer } from '@haigang/shared/features/conference/conference.protocol';

/** The site's TURN servers and what they share with this one. */
export interface TurnOptions {
  /** `turn:` and `turns:` addresses as browsers take them. */
  readonly urls: readonly string[];
  /** coturn's `static-auth-secret`. */
  readonly secret: string;
  readonly ttlMinutes: number;
}

export type IceServersFor = (principalId: string) => IceServer[];

/**
 * Short-lived credentials for coturn's `use-auth-secret`: the name is `expiry:principal` with the expiry in seconds since
 * 1970, the password is base64(HMAC-SHA1(secret, name)). Nothing is stored; the TURN server checks both by the secret.
 * (draft-uberti-behave-turn-rest-00 §2.2; coturn's turnserver(1))
 */
export function turnCredentials(turn: TurnOptions | undefined, clock: Clock): IceServersFor {
  return (principalId) => {
    if (!turn) return [];
    const username = `${Math.floor(clock() / 1000) + turn.ttlMinutes * 60}:${principalId}`;
    const credential = createHmac('sha1', turn.secret).update(username).digest('base64');
    return [{ urls: [...turn.urls], username, credential }];
  };
}

/** [REACH6] The hosts of the site's TURN servers, which browsers talk to beside the centre; each once. */
export function relayHosts(turn: Pick<TurnOptions, 'urls'> | undefined): string[] {
  const hosts = (turn?.urls ?? []).map(
    (url) => /^turns?:(?<host>\[[^\]]+\]|[^:?]+)/u.exec(url)?.groups?.['host'] ?? url,
  );
  return [...new Set(hosts)];
}
