import type { settingsCalls } from '@haigang/shared/features/settings/settings.protocol';
import type { Handlers } from '../../platform/signaling/call-context.js';
import type { HaigangDatabase } from '../../platform/storage/database.js';
import type { SettingsService } from './settings.service.js';

export function createSettingsHandlers(deps: {
  service: SettingsService;
  reader: HaigangDatabase['reader'];
}): Handlers<typeof settingsCalls> {
  const { service, reader } = deps;
  return {
    'settings:list': async ({ principal }) => ({ settings: await service.list(reader, principal) }),
    'settings:set': (unit, change) => service.set(unit, change),
    'settings:propose': (unit, change) => service.propose(unit, change),
    'settings:approve': (unit, target) => service.approve(unit, target),
    'settings:refuse': (unit, refusal) => service.refuse(unit, refusal),
  };
}
