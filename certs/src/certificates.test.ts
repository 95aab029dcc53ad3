import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { X509Certificate } from 'node:crypto';
import { createServer } from 'node:https';
import { get } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createAuthority, issueLeaf } from './authority.js';
import { openCertificates } from './certificates.js';
import { isInRanges, LOCAL_RANGES } from './name-constraints.js';

const NOW = Date.UTC(2026, 0, 15);
const DAY_MS = 86_400_000;
let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'haigang-certs-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const request = (addresses: string[], now = NOW) => ({
  dir,
  organisation: 'Beilun',
  hostname: 'port-server',
  addresses,
  domains: ['haigang.example'],
  now,
});

test('[CERT1] the CA and its keys stay, the leaf follows the addresses', async () => {
  const first = await openCertificates(request(['192.168.1.5']));
  const again = await openCertificates(request(['192.168.1.5']));
  expect(again.cert).toBe(first.cert);
  const moved = await openCertificates(request(['192.168.1.6']));
  expect(moved.cert).not.toBe(first.cert);
  expect(moved.ca?.sha256).toBe(first.ca?.sha256);
  expect(new X509Certificate(moved.cert).checkIP('192.168.1.6')).toBe('192.168.1.6');
  expect(new X509Certificate(moved.cert).checkIP('192.168.1.5')).toBeUndefined();
});

test('[CERT2] keys are readable by their owner alone', async () => {
  await openCertificates(request([]));
  for (const name of ['ca.key.pem', 'server.key.pem']) expect(statSync(join(dir, name)).mode & 0o777).toBe(0o600);
});

test('[CERT3] a leaf lives at most 397 days and is renewed before its end', async () => {
  const first = await openCertificates(request([]));
  const parsed = new X509Certificate(first.cert);
  expect(Date.parse(parsed.validTo) - Date.parse(parsed.validFrom)).toBeLessThanOrEqual(397 * DAY_MS);
  const later = await openCertificates(request([], first.notAfter - 10 * DAY_MS));
  expect(later.cert).not.toBe(first.cert);
});

test('[CERT4] Name Constraints are critical, and OpenSSL refuses a leaf outside them', async () => {
  const authority = await createAuthority('Beilun', { dnsNames: ['port-server'], ranges: LOCAL_RANGES }, NOW);
  const caFile = join(dir, 'ca.pem');
  writeFileSync(caFile, authority.certificatePem);
  const text = execFileSync('openssl', ['x509', '-in', caFile, '-noout', '-text'], { encoding: 'utf8' });
  expect(text).toContain('X509v3 Name Constraints: critical');
  const verify = async (names: string[]): Promise<string> => {
    const leaf = await issueLeaf(authority, names, NOW);
    writeFileSync(join(dir, 'leaf.pem'), leaf.certificatePem);
    try {
      const at = String(NOW / 1000);
      return execFileSync('openssl', ['verify', '-attime', at, '-CAfile', caFile, join(dir, 'leaf.pem')], {
        encoding: 'utf8',
        stdio: 'pipe',
      });
    } catch (failure) {
      return (failure as { stderr: string }).stderr;
    }
  };
  expect(await verify(['port-server', '192.168.1.5', '::1'])).toContain('OK');
  expect(await verify(['bank.example'])).toContain('permitted subtree violation');
  expect(await verify(['8.8.8.8'])).toContain('permitted subtree violation');
});

test('[CERT5] a client that trusts the CA alone accepts the server', async () => {
  const certificates = await openCertificates({ ...request([]), now: Date.now() });
  const server = createServer({ key: certificates.key, cert: certificates.cert }, (_, response) => response.end('ok'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const status = await new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, ca: certificates.ca?.pem }, (response) => resolve(response.statusCode)).on(
      'error',
      reject,
    );
  });
  expect(status).toBe(200);
  await new Promise((resolve) => server.close(resolve));
});

test('[CERT6] a public address is left out and said', async () => {
  const opened = await openCertificates(request(['9.9.9.9', '10.1.2.3', 'fd00::1']));
  expect(opened.names).not.toContain('9.9.9.9');
  expect(opened.names).toEqual(expect.arrayContaining(['10.1.2.3', 'fd00::1']));
  expect(opened.problems.join()).toContain('9.9.9.9');
});

test('[CERT7] an own certificate: wrong key, unreadable file and expiry are said plainly', async () => {
  const local = await openCertificates(request([]));
  const paths = { certPath: join(dir, 'server.crt.pem'), keyPath: join(dir, 'server.key.pem') };
  const own = await openCertificates({ ...request([]), own: paths, now: local.notAfter + DAY_MS });
  expect(own.problems.join()).toContain('expired');
  await expect(
    openCertificates({ ...request([]), own: { ...paths, keyPath: join(dir, 'ca.key.pem') } }),
  ).rejects.toThrow('does not belong');
  await expect(
    openCertificates({ ...request([]), own: { ...paths, certPath: join(dir, 'none.pem') } }),
  ).rejects.toThrow('cannot be read');
});

test('a torn key file is replaced, not trusted', async () => {
  await openCertificates(request([]));
  writeFileSync(join(dir, 'server.key.pem'), '-----BEGIN PRIV');
  const opened = await openCertificates(request([]));
  expect(opened.key).toContain('BEGIN PRIVATE KEY');
});

test('ranges', () => {
  expect(isInRanges('10.255.0.1')).toBe(true);
  expect(isInRanges('11.0.0.1')).toBe(false);
  expect(isInRanges('fe80::1')).toBe(true);
  expect(isInRanges('2001:db8::1')).toBe(false);
});
