import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { beijingMinute } from '@haigang/shared/kernel/time';
import type { PortCall, PortCallEvent } from '@haigang/shared/features/vessel/port-call.model';
import type { CorrectionOf, PortCallPage } from '@haigang/shared/features/vessel/port-call.protocol';
import { useConnection } from '@haigang/shared/web/connection';
import { inLanguage } from '@haigang/shared/web/i18n';
import { Dialog, Field, Select, tell } from '@haigang/shared/web/ui';

const ADDABLE = ['anchored', 'weighed', 'berthed', 'unberthed', 'departed'] as const;
type Addable = (typeof ADDABLE)[number];

/** Of what kind the place of an event is; null for events without one. */
function placeKindOf(kind: PortCallEvent['kind']): 'berth' | 'anchorage' | null {
  if (kind === 'berthed' || kind === 'unberthed') return 'berth';
  return kind === 'anchored' || kind === 'weighed' ? 'anchorage' : null;
}

/** Beijing time as it is typed, as an instant; null for what is no time. */
function typedTime(text: string): string | null {
  const found = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d)$/u.exec(text.trim());
  const at = found ? Date.parse(`${found[1] ?? ''}T${found[2] ?? ''}:00+08:00`) : Number.NaN;
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

interface Draft {
  readonly withdraw: boolean;
  readonly kind: PortCallEvent['kind'];
  readonly time: string;
  readonly placeId: string;
  readonly reason: string;
}

/** A person says how it was, with a reason; what AIS said first stays beside it. [AIS65] */
export function PortCallCorrection(props: {
  call: PortCall;
  /** Null to add one that AIS did not see. */
  event: PortCallEvent | null;
  places: PortCallPage['places'];
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const { call, event, places, onClose } = props;
  const [busy, setBusy] = useState(false);
  // What is typed rests on the call as it was then: who was faster in between makes this one refused.
  const [revision] = useState(call.revision);
  const [draft, setDraft] = useState<Draft>(() => ({
    ...{ withdraw: false, kind: event?.kind ?? 'unberthed', placeId: event?.placeId ?? '', reason: '' },
    time: beijingMinute(event ? Date.parse(event.at) : connection.serverNow()),
  }));
  const change = (some: Partial<Draft>): void => setDraft((was) => ({ ...was, ...some }));
  const correction = correctionOf(draft, event);
  const send = async (): Promise<void> => {
    if (!correction) return;
    setBusy(true);
    const { id } = call;
    const saved = await tell(
      connection.call('vessel:correct-port-call', { id, revision, reason: draft.reason.trim(), correction }),
    );
    setBusy(false);
    if (!saved) return;
    connection.entities.upsert('port-call', saved);
    onClose();
  };
  return (
    <Dialog
      title={event ? t('portCall.correctTitle', { kind: t(`portCall.kind.${event.kind}`) }) : t('portCall.addTitle')}
      submitText={t('portCall.save')}
      busy={busy}
      canSubmit={correction !== null && draft.reason.trim().length > 1}
      onSubmit={() => void send()}
      onClose={onClose}
    >
      {event ? (
        <Select
          label={t('portCall.what')}
          value={draft.withdraw ? 'withdraw' : 'change'}
          options={[
            ['change', t('portCall.change')],
            ['withdraw', t('portCall.withdraw')],
          ]}
          onChange={(value) => change({ withdraw: value === 'withdraw' })}
        />
      ) : (
        <Select
          label={t('portCall.event')}
          value={draft.kind}
          options={ADDABLE.map((kind) => [kind, t(`portCall.kind.${kind}`)])}
          onChange={(kind) => change({ kind: kind as Addable, placeId: '' })}
        />
      )}
      {draft.withdraw ? null : <WhenAndWhere draft={draft} places={places} change={change} />}
      <Field
        label={t('portCall.reason')}
        name="reason"
        value={draft.reason}
        onChange={(reason) => change({ reason })}
        maxLength={400}
      />
    </Dialog>
  );
}

function WhenAndWhere(props: {
  draft: Draft;
  places: PortCallPage['places'];
  change: (some: Partial<Draft>) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { draft, change } = props;
  const placeKind = placeKindOf(draft.kind);
  const places = props.places.filter(({ kind }) => kind === placeKind);
  return (
    <>
      <Field
        label={t('portCall.time')}
        name="time"
        value={draft.time}
        onChange={(time) => change({ time })}
        maxLength={16}
      />
      {typedTime(draft.time) === null ? <p role="status">{t('portCall.badTime')}</p> : null}
      {placeKind === null ? null : (
        <Select
          label={t('portCall.place')}
          value={draft.placeId}
          options={[['', '—'], ...places.map(({ id, name }) => [id, inLanguage(name)] as const)]}
          onChange={(placeId) => change({ placeId })}
        />
      )}
    </>
  );
}

/** What is to be sent; null while something is missing or nothing would change. */
function correctionOf(draft: Draft, event: PortCallEvent | null): CorrectionOf | null {
  const at = typedTime(draft.time);
  const placeId = draft.placeId === '' ? null : draft.placeId;
  if (event) {
    if (draft.withdraw) return { kind: 'withdraw', eventId: event.id };
    const moved = at !== null && draft.time !== beijingMinute(Date.parse(event.at));
    const elsewhere = placeId !== null && placeId !== event.placeId;
    if (at === null || (!moved && !elsewhere)) return null;
    return { kind: 'change', eventId: event.id, ...(moved ? { at } : {}), ...(elsewhere ? { placeId } : {}) };
  }
  const kind = ADDABLE.find((one) => one === draft.kind);
  if (at === null || !kind || (placeId === null && placeKindOf(kind) !== null)) return null;
  return { kind: 'add', event: kind, at, placeId };
}
