import type { types } from 'mediasoup-client';
import { preferH264 } from '../../features/conference/media.settings.js';
import { siteSettings, type Connection } from '../connection/index.js';

/** [MEDIA6] The codec a picture is sent in: what the site prefers and this device encodes, otherwise the room's first. */
export function preferredCodec(
  connection: Connection,
  capabilities: types.RtpCapabilities,
): { codec?: types.RtpCodecCapability } {
  if (siteSettings(connection).get(preferH264) === 0) return {};
  const codec = capabilities.codecs?.find(({ mimeType }) => mimeType.toLowerCase() === 'video/h264');
  return codec ? { codec } : {};
}
