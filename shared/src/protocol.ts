import type { z } from 'zod';
import { syncCalls, syncEvents } from './kernel/sync.js';
import { AnnotationBoardView, AnnotationStroke } from './features/annotation/annotation.model.js';
import { annotationCalls, annotationEvents } from './features/annotation/annotation.protocol.js';
import { auditCalls } from './features/audit/audit.protocol.js';
import { cameraCalls } from './features/camera/camera.protocol.js';
import { conferenceCalls, conferenceEvents } from './features/conference/conference.protocol.js';
import { ConferenceRequestView, ConferenceView, ExpertLink } from './features/conference/conference.model.js';
import { DecisionView } from './features/decision/decision.model.js';
import { decisionCalls } from './features/decision/decision.protocol.js';
import { Dispatch } from './features/dispatch/dispatch.model.js';
import { dispatchCalls } from './features/dispatch/dispatch.protocol.js';
import { EvidenceFile } from './features/evidence/evidence.model.js';
import { evidenceCalls } from './features/evidence/evidence.protocol.js';
import { Expert } from './features/expert/expert.model.js';
import { expertCalls } from './features/expert/expert.protocol.js';
import { ExchangeMark, ExchangeMessage } from './features/exchange/exchange.model.js';
import { exchangeCalls } from './features/exchange/exchange.protocol.js';
import { Device } from './features/identity/device.model.js';
import { Account, Display } from './features/identity/identity.model.js';
import { identityCalls, identityEvents } from './features/identity/identity.protocol.js';
import { IncidentView, LogEntry } from './features/incident/incident.model.js';
import { incidentCalls } from './features/incident/incident.protocol.js';
import { SettingView } from './features/settings/settings.model.js';
import { settingsCalls } from './features/settings/settings.protocol.js';
import { DistressAlarm } from './features/vessel/distress.model.js';
import { PortCall } from './features/vessel/port-call.model.js';
import { SavedPortSite } from './features/vessel/port-site.model.js';
import { VesselAlert } from './features/vessel/vessel-alert.model.js';
import { vesselCalls, vesselEvents } from './features/vessel/vessel.protocol.js';

/** Raised when an older client can no longer talk to the server; the handshake refuses it with `client-too-old`. */
export const PROTOCOL_VERSION = 4;

/** Every call of the wire, all features. */
export const calls = {
  ...syncCalls,
  ...identityCalls,
  ...incidentCalls,
  ...dispatchCalls,
  ...conferenceCalls,
  ...decisionCalls,
  ...annotationCalls,
  ...evidenceCalls,
  ...expertCalls,
  ...exchangeCalls,
  ...cameraCalls,
  ...vesselCalls,
  ...settingsCalls,
  ...auditCalls,
} as const;
export type AppCalls = typeof calls;

/** Every event the server sends. `sync:changed` carries the durable ones, the others are live only. */
export const events = {
  ...syncEvents,
  ...identityEvents,
  ...conferenceEvents,
  ...annotationEvents,
  ...vesselEvents,
} as const;
export type AppEvents = typeof events;
export type EventName = keyof AppEvents;
export type EventPayload<E extends EventName> = z.output<AppEvents[E]>;
/** What the server puts on the wire for it. */
export type EventOnWire<E extends EventName> = z.input<AppEvents[E]>;

/** The durable entities that `sync:resume` and `sync:changed` carry, as their readers see them. */
export const entities = {
  account: Account,
  display: Display,
  device: Device,
  incident: IncidentView,
  'incident-log': LogEntry,
  dispatch: Dispatch,
  'conference-request': ConferenceRequestView,
  conference: ConferenceView,
  'expert-link': ExpertLink,
  expert: Expert,
  decision: DecisionView,
  'annotation-board': AnnotationBoardView,
  'annotation-stroke': AnnotationStroke,
  'evidence-file': EvidenceFile,
  'exchange-message': ExchangeMessage,
  'exchange-mark': ExchangeMark,
  'distress-alarm': DistressAlarm,
  'port-call': PortCall,
  'port-site': SavedPortSite,
  'vessel-alert': VesselAlert,
  setting: SettingView,
} as const;
export type EntityName = keyof typeof entities;
export type EntityOf<E extends EntityName> = z.output<(typeof entities)[E]>;
