import type { SettingsReader } from '@haigang/shared/kernel/settings';
import { settingMs } from '@haigang/shared/kernel/settings';
import type { Clock } from '@haigang/shared/kernel/time';
import { stillMaxKilobytes, stillSeconds } from '@haigang/shared/features/conference/media.settings';
import type { PictureSource } from '@haigang/shared/features/conference/conference.protocol';
import type { qualityCalls } from '@haigang/shared/features/conference/quality.protocol';
import { AppError } from '@haigang/shared/kernel/errors';
import type { Handlers } from '../../platform/signaling/call-context.js';
import type { ConferenceRooms } from './conference-rooms.js';
import type { MediaSeat } from './media/index.js';
import { page, requireSender } from './media.handlers.js';
import { checkStill } from './still.js';

export interface QualityHandlerDeps {
  readonly rooms: ConferenceRooms;
  readonly settings: SettingsReader;
  readonly clock: Clock;
}

/** [LADDER5] A still stands for the moving picture: without one that may run there is none. */
function requireOpen({ held, producers }: MediaSeat, picture: PictureSource): void {
  if (held.has(picture)) {
    throw new AppError('forbidden', 'conference.muted-by-host', `the host silenced this ${picture}`);
  }
  if (producers.some(({ source, paused }) => source === picture && !paused)) return;
  throw new AppError('conflict', 'conference.still-refused', `no ${picture} is sent`);
}

export function createQualityHandlers({ rooms, settings, clock }: QualityHandlerDeps): Handlers<typeof qualityCalls> {
  return {
    'conference:report-quality': async (context, { conferenceId, up, down }) => {
      rooms.quality(conferenceId, page(context)).report(context.principal.id, { up, down });
      const seat = rooms.seat(conferenceId, page(context));
      await seat.heardOf();
      const [downAvailableKbps, upLossPercent] = await Promise.all([seat.downAvailableKbps(), seat.upLossPercent()]);
      return { downAvailableKbps, upLossPercent };
    },
    'conference:send-still': (context, { conferenceId, source, jpeg }) => {
      requireSender(context);
      const quality = rooms.quality(conferenceId, page(context));
      requireOpen(rooms.seat(conferenceId, page(context)), source);
      checkStill(jpeg, settings.get(stillMaxKilobytes) * 1000);
      quality.admitStill(context.principal.id, source, { now: clock(), intervalMs: settingMs(settings, stillSeconds) });
      rooms.showStill(conferenceId, context.principal.id, { source, jpeg, at: new Date(clock()).toISOString() });
      return Promise.resolve({});
    },
  };
}
