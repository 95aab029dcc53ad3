import { expect, test } from 'vitest';
import { relayHosts, turnCredentials } from './turn-credentials.js';

const TURN = { urls: ['turns:turn.haigang.example:443?transport=tcp'], secret: 'a secret of the site', ttlMinutes: 60 };

test('[REACH2] credentials name their expiry and whose they are, and prove both by the shared secret', () => {
  const [server] = turnCredentials(TURN, () => 1_700_000_000_500)('officer-1');
  expect(server).toEqual({
    urls: TURN.urls,
    username: '1700003600:officer-1',
    // openssl dgst -sha1 -hmac 'a secret of the site' -binary | base64
    credential: 'fumNII00kss9KU86Wf6mCo2MoGY=',
  });
});

test('[REACH2] another person, another moment or another secret is another credential; without TURN there is none', () => {
  const at = (now: number, secret = TURN.secret, who = 'officer-1') =>
    turnCredentials({ ...TURN, secret }, () => now)(who)[0]?.credential;
  const all = [at(0), at(60_000), at(0, 'another secret'), at(0, TURN.secret, 'officer-2')];
  expect(new Set(all).size).toBe(4);
  expect(turnCredentials(undefined, () => 0)('officer-1')).toEqual([]);
});

test('[REACH6] whom browsers talk to beside the centre is named once, without port and transport', () => {
  const urls = ['turns:turn.haigang.example:443?transport=tcp', 'turn:turn.haigang.example', 'turn:[2001:db8::7]:3478'];
  expect(relayHosts({ urls })).toEqual(['turn.haigang.example', '[2001:db8::7]']);
  expect(relayHosts(undefined)).toEqual([]);
});
