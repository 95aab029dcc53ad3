import { appZh } from './texts/app.zh.js';
import { identityZh } from './texts/identity.zh.js';
import { incidentZh } from './texts/incident.zh.js';
import { dispatchZh } from './texts/dispatch.zh.js';
import { conferenceZh } from './texts/conference.zh.js';
import { roomZh } from './texts/room.zh.js';
import { stageZh } from './texts/stage.zh.js';
import { aisSourceZh } from './texts/ais-source.zh.js';
import { lineTestZh } from './texts/line-test.zh.js';
import { statisticsZh } from './texts/statistics.zh.js';
import { chartZh } from './texts/chart.zh.js';
import { portSiteZh } from './texts/port-site.zh.js';
import { deviceZh } from './texts/device.zh.js';
import { expertZh } from './texts/expert.zh.js';
import { fieldZh } from './texts/field.zh.js';
import { vesselZh } from './texts/vessel.zh.js';
import { cameraZh } from './texts/camera.zh.js';
import { wallZh } from './texts/wall.zh.js';
import { settingsZh } from './texts/settings.zh.js';
import { decisionZh } from './texts/decision.zh.js';
import { exchangeZh } from './texts/exchange.zh.js';
import { annotationZh } from './texts/annotation.zh.js';
import { evidenceZh } from './texts/evidence.zh.js';

/** Chinese texts, a file per feature; the English ones have the same keys, which a type checks. Terms of the field's own vocabulary. */
export const zh = {
  ...appZh.texts,
  ...identityZh.texts,
  ...incidentZh.texts,
  ...dispatchZh.texts,
  ...conferenceZh.texts,
  ...roomZh.texts,
  ...stageZh.texts,
  ...statisticsZh.texts,
  ...chartZh.texts,
  ...deviceZh.texts,
  ...portSiteZh.texts,
  ...aisSourceZh.texts,
  ...lineTestZh.texts,
  ...expertZh.texts,
  ...fieldZh.texts,
  ...vesselZh.texts,
  ...cameraZh.texts,
  ...wallZh.texts,
  ...settingsZh.texts,
  ...decisionZh.texts,
  ...exchangeZh.texts,
  ...annotationZh.texts,
  ...evidenceZh.texts,
  log: {
    ...appZh.log,
    ...identityZh.log,
    ...incidentZh.log,
    ...dispatchZh.log,
    ...conferenceZh.log,
    ...roomZh.log,
    ...stageZh.log,
    ...statisticsZh.log,
    ...deviceZh.log,
    ...portSiteZh.log,
    ...aisSourceZh.log,
    ...lineTestZh.log,
    ...expertZh.log,
    ...fieldZh.log,
    ...vesselZh.log,
    ...cameraZh.log,
    ...wallZh.log,
    ...settingsZh.log,
    ...decisionZh.log,
    ...exchangeZh.log,
    ...annotationZh.log,
    ...evidenceZh.log,
  },
  error: {
    ...appZh.error,
    ...identityZh.error,
    ...incidentZh.error,
    ...dispatchZh.error,
    ...conferenceZh.error,
    ...roomZh.error,
    ...stageZh.error,
    ...statisticsZh.error,
    ...deviceZh.error,
    ...portSiteZh.error,
    ...aisSourceZh.error,
    ...lineTestZh.error,
    ...expertZh.error,
    ...fieldZh.error,
    ...vesselZh.error,
    ...cameraZh.error,
    ...wallZh.error,
    ...settingsZh.error,
    ...decisionZh.error,
    ...exchangeZh.error,
    ...annotationZh.error,
    ...evidenceZh.error,
  },
} as const;
