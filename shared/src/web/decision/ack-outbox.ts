import { z } from 'zod';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { AppError } from '../../kernel/errors.js';
import { Instant, toInstant } from '../../kernel/time.js';
import { isLive, perConnection, type Connection } from '../connection/index.js';

const Pressed = z.object({ decisionId: z.string(), principalId: z.string(), pressedAt: Instant });
const Stored = z.array(Pressed);
export type Pressed = z.infer<typeof Pressed>;

/** Why the centre did not take a press although the link lives, and when it is sent again, server's time. */
export interface AckTrouble {
  readonly attempts: number;
  readonly reason: string;
  readonly againAt: number;
}

interface AckState {
  readonly waiting: readonly Pressed[];
  /** By `decisionId/principalId`. */
  readonly troubles: Readonly<Record<string, AckTrouble>>;
}

/** Acknowledgements this device still owes the centre. */
export interface AckOutbox {
  readonly state: StoreApi<AckState>;
  /** Keeps the press on the device, then sends it; rejects when the centre refuses it for good. */
  press(decisionId: string): Promise<void>;
}

const KEPT_AS = 'haigang.order-acknowledgements';
/** Waits between attempts on a living link, milliseconds; the last one goes on. */
const RETRY_MS = [2000, 4000, 8000, 15_000, 30_000] as const;

type Wire = Pick<Connection, 'call' | 'serverNow' | 'onLive' | 'entities' | 'scope'> & {
  readonly state: Pick<Connection['state'], 'getState'>;
};

export const ackKey = (one: Pick<Pressed, 'decisionId' | 'principalId'>): string =>
  `${one.decisionId}/${one.principalId}`;

/**
 * [DEC13] A press is on the device before it is sent, and leaves it when the centre has it or refuses it for good. A
 * lost link keeps it, a living one that did not answer is tried again; another person's page on the same device does
 * not send it.
 */
export function createAckOutbox(
  connection: Wire,
  storage: Pick<Storage, 'getItem' | 'setItem'>,
  retryMs: readonly number[] = RETRY_MS,
): AckOutbox {
  const state = createStore<AckState>(() => ({ waiting: read(storage), troubles: {} }));
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const sending = new Set<string>();
  const live = (): boolean => isLive(connection.state.getState().link);
  const keep = (change: (known: readonly Pressed[]) => readonly Pressed[]): void => {
    const waiting = change(state.getState().waiting);
    storage.setItem(KEPT_AS, JSON.stringify(waiting));
    state.setState({ waiting });
  };
  const without = (one: Pressed) => (known: readonly Pressed[]) =>
    known.filter((other) => ackKey(other) !== ackKey(one));
  const setTrouble = (key: string, trouble: AckTrouble | null): void => {
    const { [key]: _, ...others } = state.getState().troubles;
    state.setState({ troubles: trouble ? { ...others, [key]: trouble } : others });
  };

  /** Resolves when the centre has it or it waits for another attempt; rejects with what refuses it for good. */
  async function send(one: Pressed): Promise<void> {
    const key = ackKey(one);
    clearTimeout(timers.get(key));
    if (sending.has(key)) return;
    sending.add(key);
    try {
      const { decisionId: id, pressedAt } = one;
      connection.entities.upsert('decision', await connection.call('decision:acknowledge', { id, pressedAt }));
      keep(without(one));
      setTrouble(key, null);
    } catch (failure) {
      if (failure instanceof AppError && failure.retry) {
        again(one, failure);
        return;
      }
      setTrouble(key, null);
      if (failure instanceof AppError) keep(without(one));
      throw failure;
    } finally {
      sending.delete(key);
    }
  }

  function again(one: Pressed, { reason }: AppError): void {
    const key = ackKey(one);
    // When the link lives again everything that waits is sent.
    if (!live() || connection.scope.closed) {
      setTrouble(key, null);
      return;
    }
    const attempts = (state.getState().troubles[key]?.attempts ?? 0) + 1;
    const waitMs = retryMs[Math.min(attempts, retryMs.length) - 1] ?? 0;
    setTrouble(key, { attempts, reason, againAt: connection.serverNow() + waitMs });
    timers.set(
      key,
      setTimeout(() => {
        if (live()) sendQuietly(one);
        else setTrouble(key, null);
      }, waitMs),
    );
  }

  // Its card says that it waits, or shows the order's button or end again when the centre refused it for good.
  const sendQuietly = (one: Pressed): void => void send(one).catch(() => undefined);

  connection.scope.defer(
    connection.onLive((me) => {
      state.setState({ troubles: {} });
      const mine = state.getState().waiting.filter((one) => one.principalId === me.principal.id);
      for (const one of mine) sendQuietly(one);
    }),
  );
  connection.scope.defer(() => {
    for (const timer of timers.values()) clearTimeout(timer);
  });

  return {
    state,
    press: async (decisionId) => {
      const { me } = connection.state.getState();
      if (!me) throw new AppError('unavailable', 'link.offline', 'nobody is signed in');
      const one = { decisionId, principalId: me.principal.id, pressedAt: toInstant(connection.serverNow()) };
      keep((known) => [...without(one)(known), one]);
      if (live()) await send(one);
    },
  };
}

function read(storage: Pick<Storage, 'getItem'>): readonly Pressed[] {
  try {
    return Stored.parse(JSON.parse(storage.getItem(KEPT_AS) ?? '[]'));
  } catch {
    // Somebody else's or a damaged value: nothing of ours to send.
    return [];
  }
}

export const ackOutboxOf = perConnection((connection) => createAckOutbox(connection, localStorage));
