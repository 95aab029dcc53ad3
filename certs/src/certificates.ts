import { X509Certificate, createPrivateKey } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { createAuthority, fingerprintOf, issueLeaf, type KeyAndCertificate } from './authority.js';
import { LOCAL_RANGES, isInRanges } from './name-constraints.js';

const DAY_MS = 86_400_000;
/** A leaf is renewed this long before it ends. */
const RENEW_BEFORE_MS = 30 * DAY_MS;

export interface CertificateRequest {
  /** Folder that keeps the keys, made with mode 0700. */
  readonly dir: string;
  readonly organisation: string;
  readonly hostname: string;
  /** The machine's own addresses, see `lanAddresses`. */
  readonly addresses: readonly string[];
  /** Further DNS names the site uses. */
  readonly domains: readonly string[];
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The site's own certificate instead of the local one. */
  readonly own?: { readonly certPath: string; readonly keyPath: string } | undefined;
}

export interface Certificates {
  readonly source: 'local' | 'own';
  readonly key: string;
  readonly cert: string;
  /** The local CA, absent with an own certificate. */
  readonly ca: { readonly pem: string; readonly der: Buffer; readonly sha256: string } | null;
  /** End of the server certificate, milliseconds since the epoch. */
  readonly notAfter: number;
  readonly names: readonly string[];
  /** What a person should know, Chinese and English in one line each. */
  readonly problems: readonly string[];
}

/** A certificate that cannot be used, said so that it can be mended. */
export class CertificateError extends Error {
  override readonly name = 'CertificateError';
}

/**
 * The server's certificate: the configured one, or a local CA (kept) and a leaf for localhost, the host name, the
 * domains and every private address (renewed when these change or its end is near). Throws `CertificateError`.
 */
export async function openCertificates(request: CertificateRequest): Promise<Certificates> {
  return request.own ? readOwn(request.own, request.now) : openLocal(request);
}

/** IPv4 and global IPv6 addresses of this machine's interfaces, loopback left out. */
export function lanAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter((entry) => !entry.internal && !(entry.family === 'IPv6' && entry.scopeid !== 0))
    .map((entry) => entry.address);
}

async function openLocal(request: CertificateRequest): Promise<Certificates> {
  mkdirSync(request.dir, { recursive: true, mode: 0o700 });
  const outside = request.addresses.filter((address) => !isInRanges(address));
  const dnsNames = [...new Set(['localhost', ...hostNames(request.hostname), ...request.domains.map(ascii)])];
  const local = request.addresses.filter((address) => isInRanges(address));
  const names = [...new Set([...dnsNames, '127.0.0.1', '::1', ...local])];
  const authority = await openAuthority(request, dnsNames);
  const leaf = await openLeaf(request, authority, names);
  const ca = new X509Certificate(authority.certificatePem);
  return {
    source: 'local',
    key: leaf.keyPem,
    cert: leaf.certificatePem,
    ca: { pem: authority.certificatePem, der: Buffer.from(ca.raw), sha256: fingerprintOf(ca.raw) },
    notAfter: Date.parse(new X509Certificate(leaf.certificatePem).validTo),
    names,
    problems: outside.map(
      (address) =>
        `地址 ${address} 不是内网地址，本地证书不包含它，请配置公网证书 / ${address} is not a private address and is not in the local certificate: configure a public one`,
    ),
  };
}

/** The CA is made once; only a name it may not certify makes a new one (phones must then fetch it again). */
async function openAuthority(request: CertificateRequest, dnsNames: readonly string[]): Promise<KeyAndCertificate> {
  const known = readPair(request.dir, 'ca');
  const permittedFile = join(request.dir, 'ca.names.json');
  if (known && existsSync(permittedFile)) {
    const permitted = JSON.parse(readFileSync(permittedFile, 'utf8')) as string[];
    const covers = dnsNames.every((name) => permitted.some((base) => name === base || name.endsWith(`.${base}`)));
    const alive = Date.parse(new X509Certificate(known.certificatePem).validTo) > request.now + 2 * RENEW_BEFORE_MS;
    if (covers && alive) return known;
  }
  const made = await createAuthority(request.organisation, { dnsNames, ranges: LOCAL_RANGES }, request.now);
  writePair(request.dir, 'ca', made);
  writePrivate(permittedFile, JSON.stringify(dnsNames));
  return made;
}

async function openLeaf(
  request: CertificateRequest,
  authority: KeyAndCertificate,
  names: readonly string[],
): Promise<KeyAndCertificate> {
  const known = readPair(request.dir, 'server');
  if (known && isCurrent(known, authority, names, request.now)) return known;
  const made = await issueLeaf(authority, names, request.now);
  writePair(request.dir, 'server', made);
  return made;
}

function isCurrent(leaf: KeyAndCertificate, ca: KeyAndCertificate, names: readonly string[], now: number): boolean {
  const certificate = new X509Certificate(leaf.certificatePem);
  const signed = certificate.verify(new X509Certificate(ca.certificatePem).publicKey);
  const covered = names.every((name) =>
    isIP(name) === 0 ? certificate.checkHost(name) !== undefined : certificate.checkIP(name) !== undefined,
  );
  const count = certificate.subjectAltName?.split(', ').length ?? 0;
  return signed && covered && count === names.length && Date.parse(certificate.validTo) > now + RENEW_BEFORE_MS;
}

function readOwn(own: { certPath: string; keyPath: string }, now: number): Certificates {
  const cert = readFileOr(own.certPath);
  const key = readFileOr(own.keyPath);
  const certificate = parse(cert, own.certPath);
  let matches: boolean;
  try {
    matches = certificate.checkPrivateKey(createPrivateKey(key));
  } catch (cause) {
    throw new CertificateError(`私钥无法读取 / this is not a readable private key: ${own.keyPath}`, { cause });
  }
  if (!matches) {
    throw new CertificateError(`证书与私钥不匹配 / the key does not belong to the certificate: ${own.certPath}`);
  }
  const notAfter = Date.parse(certificate.validTo);
  return {
    source: 'own',
    key,
    cert,
    ca: null,
    notAfter,
    names: namesOf(certificate),
    problems: ageProblems(notAfter, now),
  };
}

function ageProblems(notAfter: number, now: number): string[] {
  const day = new Date(notAfter).toISOString().slice(0, 10);
  if (notAfter <= now) {
    return [`证书已于 ${day} 过期，浏览器将拒绝连接 / the certificate expired on ${day}: browsers will refuse it`];
  }
  if (notAfter - now > RENEW_BEFORE_MS) return [];
  return [`证书将于 ${day} 过期，请尽快更换 / the certificate expires on ${day}: replace it soon`];
}

function namesOf(certificate: X509Certificate): string[] {
  return (certificate.subjectAltName ?? '').split(', ').map((entry) => entry.replace(/^[^:]+:/u, ''));
}

function parse(pem: string, path: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch (cause) {
    throw new CertificateError(`证书无法读取 / this is not a readable certificate: ${path}`, { cause });
  }
}

function readFileOr(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new CertificateError(`文件无法读取 / this file cannot be read: ${path}`, { cause });
  }
}

function hostNames(hostname: string): string[] {
  const name = ascii(hostname);
  if (name === '' || isIP(name) !== 0) return [];
  return name.includes('.') ? [name] : [name, `${name}.local`];
}

function ascii(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9.-]/gu, '');
}

function readPair(dir: string, name: string): KeyAndCertificate | null {
  const [key, certificate] = [join(dir, `${name}.key.pem`), join(dir, `${name}.crt.pem`)];
  if (!existsSync(key) || !existsSync(certificate)) return null;
  try {
    const pair = { keyPem: readFileSync(key, 'utf8'), certificatePem: readFileSync(certificate, 'utf8') };
    const matches = new X509Certificate(pair.certificatePem).checkPrivateKey(createPrivateKey(pair.keyPem));
    return matches ? pair : null;
  } catch {
    // A torn or foreign file is replaced by a new pair.
    return null;
  }
}

function writePair(dir: string, name: string, pair: KeyAndCertificate): void {
  writePrivate(join(dir, `${name}.key.pem`), pair.keyPem);
  writePrivate(join(dir, `${name}.crt.pem`), pair.certificatePem);
}

function writePrivate(path: string, content: string): void {
  writeFileSync(`${path}.new`, content, { mode: 0o600 });
  chmodSync(`${path}.new`, 0o600);
  renameSync(`${path}.new`, path);
}
