import type { EntityName } from '@haigang/shared/protocol';
import { viewBoard } from '@haigang/shared/features/annotation/annotation.rules';
import { viewDecision } from '@haigang/shared/features/decision/decision.access';
import { boards, strokeEntity } from './features/annotation/index.js';
import {
  conferenceRequests,
  conferences,
  expertLinks,
  presentConference,
  presentRequest,
} from './features/conference/index.js';
import { decisions } from './features/decision/index.js';
import { dispatches } from './features/dispatch/index.js';
import { evidenceFiles } from './features/evidence/index.js';
import { exchangeMarks, exchangeMessages } from './features/exchange/index.js';
import { experts } from './features/expert/index.js';
import { accounts, devices, displays, presentDisplay } from './features/identity/index.js';
import { incidents, logSnapshot, presentIncident, presentLogEntry } from './features/incident/index.js';
import { distressAlarmEntity, portCalls, portSites, vesselAlertEntity } from './features/vessel/index.js';
import type { SettingsService } from './features/settings/index.js';
import { documentEntity, liveEntity } from './platform/sync/document-entity.js';
import type { SyncedEntity } from './platform/sync/sync-hub.js';

/** Every durable thing that pages follow, and what of it each person sees. */
export function syncedEntities(settings: SettingsService): Record<EntityName, SyncedEntity> {
  return {
    account: documentEntity(accounts),
    display: documentEntity(displays, presentDisplay),
    device: documentEntity(devices),
    incident: documentEntity(incidents, presentIncident),
    'incident-log': {
      present: (value, principal) => presentLogEntry(value as never, principal),
      snapshot: logSnapshot,
    },
    dispatch: documentEntity(dispatches),
    'conference-request': documentEntity(conferenceRequests, presentRequest),
    conference: documentEntity(conferences, presentConference),
    'expert-link': documentEntity(expertLinks),
    expert: documentEntity(experts),
    decision: documentEntity(decisions, viewDecision),
    'annotation-board': documentEntity(boards, viewBoard),
    'annotation-stroke': strokeEntity,
    'evidence-file': documentEntity(evidenceFiles),
    'exchange-message': liveEntity(exchangeMessages),
    'exchange-mark': liveEntity(exchangeMarks),
    'distress-alarm': distressAlarmEntity,
    'port-call': liveEntity(portCalls),
    'port-site': documentEntity(portSites),
    'vessel-alert': vesselAlertEntity,
    setting: settings.entity,
  };
}
