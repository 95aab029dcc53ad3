import { AppError } from '@haigang/shared/kernel/errors';
import type { vesselCalls } from '@haigang/shared/features/vessel/vessel.protocol';
import { maySeeVessels } from '@haigang/shared/features/vessel/vessel.rules';
import type { Handlers } from '../../platform/signaling/call-context.js';
import type { VesselFeed } from './vessel-feed.js';

export function createVesselHandlers({ feed }: { feed: VesselFeed }): Handlers<typeof vesselCalls> {
  return {
    'vessel:list': ({ principal }) => {
      if (!maySeeVessels(principal)) {
        throw new AppError('forbidden', 'vessel.not-allowed', 'the traffic picture is for staff');
      }
      return Promise.resolve(feed.picture);
    },
  };
}
