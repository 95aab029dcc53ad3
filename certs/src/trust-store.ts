import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Makes a home folder whose NSS database trusts the CA, as a user's browser would after installing it; Chromium started
 * with `HOME` set to it accepts the server. Needs `certutil` (Debian: libnss3-tools).
 */
export function createTrustStore(home: string, caPem: string): void {
  const database = join(home, '.pki', 'nssdb');
  mkdirSync(database, { recursive: true, mode: 0o700 });
  const file = join(home, 'ca.pem');
  writeFileSync(file, caPem);
  execFileSync('certutil', ['-N', '-d', `sql:${database}`, '--empty-password']);
  execFileSync('certutil', ['-A', '-d', `sql:${database}`, '-n', 'haigang', '-t', 'C,,', '-i', file]);
}
