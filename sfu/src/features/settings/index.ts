export { createSettingsHandlers } from './settings.handlers.js';
export { SettingsService } from './settings.service.js';
