import type { SettingsReader } from '@haigang/shared/kernel/settings';
import { settingMs } from '@haigang/shared/kernel/settings';
import type { Clock } from '@haigang/shared/kernel/time';
import { stillMaxKilobytes, stillSeconds } from '@haigang/shared/features/conference/media.settings';
import type { qualityCalls } from '@haigang/shared/features/conference/quality.protocol';
import { AppError } from '@haigang/shared/kernel/errors';
import type { CallContext, Handlers } from '../../platform/signaling/call-context.js';
import type { Connection } from '../../platform/signaling/connection.js';
import type { ConferenceRooms } from './conference-rooms.js';
import { checkStill } from './still.js';

export interface QualityHandlerDeps {
  readonly rooms: ConferenceRooms;
  readonly settings: SettingsReader;
  readonly clock: Clock;
}

function page({ connection }: CallContext): Connection {
  if (!connection) throw new AppError('invalid_input', 'conference.no-socket', 'media needs a live connection');
  return connection;
}

export function createQualityHandlers({ rooms, settings, clock }: QualityHandlerDeps): Handlers<typeof qualityCalls> {
  return {
    'conference:report-quality': async (context, { conferenceId, up, down }) => {
      rooms.quality(conferenceId, page(context)).report(context.principal.id, { up, down });
      return { downAvailableKbps: await rooms.seat(conferenceId, page(context)).downAvailableKbps() };
    },
    'conference:send-still': (context, { conferenceId, jpeg }) => {
      const quality = rooms.quality(conferenceId, page(context));
      checkStill(jpeg, settings.get(stillMaxKilobytes) * 1000);
      quality.admitStill(context.principal.id, clock(), settingMs(settings, stillSeconds));
      rooms.showStill(conferenceId, context.principal.id, { jpeg, at: new Date(clock()).toISOString() });
      return Promise.resolve({});
    },
  };
}
