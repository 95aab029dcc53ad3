import type { SettingDefinition } from './kernel/settings.js';
import { cameraSettings } from './features/camera/camera.settings.js';
import { conferenceSettings } from './features/conference/conference.settings.js';
import { decisionSettings } from './features/decision/decision.settings.js';
import { evidenceSettings } from './features/evidence/evidence.settings.js';
import { exchangeSettings } from './features/exchange/exchange.settings.js';
import { mediaSettings } from './features/conference/media.settings.js';
import { startRateSettings } from './features/conference/start-rate.settings.js';
import { identitySettings } from './features/identity/identity.settings.js';
import { incidentSettings } from './features/incident/incident.settings.js';
import { edgeSettings } from './features/settings/edge.settings.js';
import { distributionSettings } from './features/vessel/distribution.settings.js';
import { trackSettings } from './features/vessel/track.settings.js';
import { sourceSettings } from './features/vessel/source.settings.js';
import { vesselSettings } from './features/vessel/vessel.settings.js';

/** Every setting of the system, all features, in the order a list shows them. */
export const settingDefinitions: readonly SettingDefinition[] = [
  ...identitySettings,
  ...incidentSettings,
  ...conferenceSettings,
  ...decisionSettings,
  ...evidenceSettings,
  ...exchangeSettings,
  ...mediaSettings,
  ...startRateSettings,
  ...vesselSettings,
  ...trackSettings,
  ...sourceSettings,
  ...distributionSettings,
  ...cameraSettings,
  ...edgeSettings,
];
