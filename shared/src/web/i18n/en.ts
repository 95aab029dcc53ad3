import type { Texts } from './texts/texts.js';
import type { zh } from './zh.js';
import { appEn } from './texts/app.en.js';
import { identityEn } from './texts/identity.en.js';
import { incidentEn } from './texts/incident.en.js';
import { dispatchEn } from './texts/dispatch.en.js';
import { conferenceEn } from './texts/conference.en.js';
import { roomEn } from './texts/room.en.js';
import { stageEn } from './texts/stage.en.js';
import { aisSourceEn } from './texts/ais-source.en.js';
import { lineTestEn } from './texts/line-test.en.js';
import { statisticsEn } from './texts/statistics.en.js';
import { chartEn } from './texts/chart.en.js';
import { portSiteEn } from './texts/port-site.en.js';
import { deviceEn } from './texts/device.en.js';
import { expertEn } from './texts/expert.en.js';
import { fieldEn } from './texts/field.en.js';
import { vesselEn } from './texts/vessel.en.js';
import { cameraEn } from './texts/camera.en.js';
import { wallEn } from './texts/wall.en.js';
import { settingsEn } from './texts/settings.en.js';
import { decisionEn } from './texts/decision.en.js';
import { exchangeEn } from './texts/exchange.en.js';
import { annotationEn } from './texts/annotation.en.js';
import { evidenceEn } from './texts/evidence.en.js';

/** English texts, key for key those of the Chinese file. */
export const en: Texts<typeof zh> = {
  ...appEn.texts,
  ...identityEn.texts,
  ...incidentEn.texts,
  ...dispatchEn.texts,
  ...conferenceEn.texts,
  ...roomEn.texts,
  ...stageEn.texts,
  ...statisticsEn.texts,
  ...chartEn.texts,
  ...deviceEn.texts,
  ...portSiteEn.texts,
  ...aisSourceEn.texts,
  ...lineTestEn.texts,
  ...expertEn.texts,
  ...fieldEn.texts,
  ...vesselEn.texts,
  ...cameraEn.texts,
  ...wallEn.texts,
  ...settingsEn.texts,
  ...decisionEn.texts,
  ...exchangeEn.texts,
  ...annotationEn.texts,
  ...evidenceEn.texts,
  log: {
    ...appEn.log,
    ...identityEn.log,
    ...incidentEn.log,
    ...dispatchEn.log,
    ...conferenceEn.log,
    ...roomEn.log,
    ...stageEn.log,
    ...statisticsEn.log,
    ...deviceEn.log,
    ...portSiteEn.log,
    ...aisSourceEn.log,
    ...lineTestEn.log,
    ...expertEn.log,
    ...fieldEn.log,
    ...vesselEn.log,
    ...cameraEn.log,
    ...wallEn.log,
    ...settingsEn.log,
    ...decisionEn.log,
    ...exchangeEn.log,
    ...annotationEn.log,
    ...evidenceEn.log,
  },
  error: {
    ...appEn.error,
    ...identityEn.error,
    ...incidentEn.error,
    ...dispatchEn.error,
    ...conferenceEn.error,
    ...roomEn.error,
    ...stageEn.error,
    ...statisticsEn.error,
    ...deviceEn.error,
    ...portSiteEn.error,
    ...aisSourceEn.error,
    ...lineTestEn.error,
    ...expertEn.error,
    ...fieldEn.error,
    ...vesselEn.error,
    ...cameraEn.error,
    ...wallEn.error,
    ...settingsEn.error,
    ...decisionEn.error,
    ...exchangeEn.error,
    ...annotationEn.error,
    ...evidenceEn.error,
  },
};
