import { EvidenceFile } from '@haigang/shared/features/evidence/evidence.model';
import type { TestClient } from './test-client.js';
import type { TestServer } from './start-app.js';
import { picture, upload, type UploadClaim } from './uploads.js';

/** Hands a picture in and returns its evidence id. Throws when it is refused. */
export async function handIn(
  server: Pick<TestServer, 'url' | 'caPem'>,
  client: Pick<TestClient, 'cookie'>,
  claim: UploadClaim,
): Promise<string> {
  return EvidenceFile.parse((await upload(server, client.cookie, picture(320, 180), claim)).body).id;
}
