import { hearFaults } from './page-faults.js';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { AppError } from '../../kernel/errors.js';
import { Scope } from '../../kernel/scope.js';
import { events, type EventName, type EventPayload } from '../../protocol.js';
import type { Me } from '../../features/identity/identity.protocol.js';
import { createCaller, type Caller } from './caller.js';
import { createEntityStore, type EntityStore } from './entity-store.js';
import { createLinkCheck, type LinkDoubt } from './link-check.js';
import type { LinkState } from './link-state.js';
import { openSocket, type Surface } from './socket.js';

export interface ConnectionState {
  readonly link: LinkState;
  readonly me: Me | null;
  /** Add to `Date.now()` to get the server's time. */
  readonly serverOffsetMs: number;
}

/** One page's connection to the centre: typed calls, typed events, and the durable world kept current. */
export interface Connection {
  readonly state: StoreApi<ConnectionState>;
  readonly entities: EntityStore;
  readonly call: Caller;
  on<E extends EventName>(name: E, listener: (payload: EventPayload<E>) => void): () => void;
  /** Runs each time the link is live again, after the resume. Also at once when it is live now. */
  onLive(listener: (me: Me) => void): () => void;
  readonly serverNow: () => number;
  /** Doubts the link: asks the centre for a sign of life, and opens a new socket when there is none. */
  verify(doubt: LinkDoubt): void;
  /** Something came from the centre by another way than the link, over the same network, so long ago at most: that is alive. */
  arrived(mostMsAgo: number): void;
  /** Ends with the connection; feeds hang what they hold on it. */
  readonly scope: Scope;
  close(): void;
}

/** Server refusals that trying again cannot help. */
const FINAL_REFUSALS = new Set(['unauthenticated', 'client-too-old', 'server-too-old', 'bad-handshake']);

/** The session has as many pages open as it may; one that closes makes room. */
const CROWDED = 'too-many-sockets';
const CROWDED_RETRY_MS = 5000;

export function openConnection(options: { surface: Surface; origin?: string }): Connection {
  const scope = new Scope('connection');
  const socket = openSocket(options.surface, options.origin);
  const entityStore = createEntityStore((entity, id) => report(`row ${entity} ${id} does not parse`));
  const state = createStore<ConnectionState>(() => ({
    link: { phase: 'connecting', since: Date.now() },
    me: null,
    serverOffsetMs: 0,
  }));
  const liveListeners = new Set<(me: Me) => void>();
  let lastHeardAt = Date.now();
  let lastArrivedAt = 0;
  let roundTripMs = 0;
  scope.defer(() => socket.close());

  const setLink = (link: LinkState): void => state.setState({ link });
  const call = createCaller({
    socket,
    whenConnected: (timeoutMs) => whenConnected(timeoutMs),
    newRequestId: () => crypto.randomUUID(),
    onServerTime: (serverTime, tookMs) => {
      lastHeardAt = Date.now();
      roundTripMs = (roundTripMs + tookMs) / 2;
      const offset = serverTime - Date.now();
      if (Math.abs(offset - state.getState().serverOffsetMs) > 50) state.setState({ serverOffsetMs: offset });
    },
  });

  function whenConnected(timeoutMs: number): Promise<void> {
    if (socket.connected) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        socket.off('connect', connected);
        reject(new AppError('unavailable', 'link.offline', 'not connected to the centre'));
      }, timeoutMs);
      const connected = (): void => {
        clearTimeout(timer);
        resolve();
      };
      socket.once('connect', connected);
    });
  }

  let resuming: Promise<void> | null = null;
  function resume(): Promise<void> {
    resuming ??= takeUp().finally(() => (resuming = null));
    return resuming;
  }
  async function takeUp(): Promise<void> {
    const me = await call('identity:me', {});
    const { epoch, seq } = entityStore.store.getState().sync;
    entityStore.applyResume(await call('sync:resume', { epoch, seq }));
    state.setState({ me, link: { phase: 'live', since: Date.now() } });
    for (const listener of liveListeners) listener(me);
  }

  function lost(): void {
    const { phase } = state.getState().link;
    // A link that is away already has been so since then, whatever else tells of it.
    if (phase === 'refused' || phase === 'stale') return;
    setLink({ phase: 'stale', since: Date.now(), lastHeardAt });
  }

  async function resumeOrRenew(): Promise<void> {
    const began = Date.now();
    try {
      await resume();
    } catch (failure) {
      report(`resume failed: ${failure instanceof Error ? failure.message : String(failure)}`);
      if (failure instanceof AppError && failure.code === 'unauthenticated') {
        refuse(failure.reason);
        return;
      }
      if (!socket.connected) return;
      // [NET10] Over a slow line another socket would be no faster.
      const isSlow = failure instanceof AppError && failure.code === 'timeout';
      if (isSlow && Math.max(lastHeardAt, lastArrivedAt) > began) return resumeOrRenew();
      socket.disconnect().connect();
    }
  }
  socket.on('connect', () => void resumeOrRenew());
  socket.on('disconnect', (reason) => {
    lost();
    if (reason === 'io server disconnect') socket.connect();
  });
  socket.on('connect_error', (failure: Error & { data?: { reason?: string } }) => {
    const reason = failure.data?.reason;
    if (reason && FINAL_REFUSALS.has(reason)) refuse(reason);
    else if (state.getState().link.phase === 'live') lost();
    if (reason === CROWDED) waitForRoom();
  });
  /** [EDGE12] socket.io tries no more after a refusal. */
  function waitForRoom(): void {
    const { link } = state.getState();
    if (link.phase === 'connecting' || link.phase === 'stale') setLink({ ...link, reason: CROWDED });
    const timer = setTimeout(() => {
      withdraw();
      socket.connect();
    }, CROWDED_RETRY_MS);
    const withdraw = scope.defer(() => clearTimeout(timer));
  }
  function refuse(reason: string): void {
    setLink({ phase: 'refused', since: Date.now(), reason });
    socket.disconnect();
  }

  function on<E extends EventName>(name: E, listener: (payload: EventPayload<E>) => void): () => void {
    const heard = (payload: unknown): void => {
      lastHeardAt = Date.now();
      const parsed = events[name].safeParse(payload);
      if (parsed.success) listener(parsed.data as EventPayload<E>);
      else report(`event ${name} does not parse`);
    };
    // socket.io types a listener by the name it is given; ours are parsed here, whatever arrives.
    const untyped: string = name;
    socket.on(untyped, heard);
    return () => void socket.off(untyped, heard);
  }
  on('sync:changed', (changes) => entityStore.applyChanges(changes));
  on('identity:session-ended', ({ reason }) => refuse(reason));

  const check = createLinkCheck({
    ...{ socket, heardAt: () => lastHeardAt, arrivedAt: () => lastArrivedAt, roundTripMs: () => roundTripMs },
  });
  function verify(doubt: LinkDoubt): void {
    if (scope.closed || state.getState().link.phase === 'refused') return;
    void check.verify(doubt).then((alive) => {
      // The page was told to be offline, and its socket lived through it: no `connect` will say so.
      if (alive && state.getState().link.phase === 'stale') return resume().catch(() => undefined);
      return undefined;
    });
  }
  const offline = (): void => lost();
  const online = (): void => verify('network');
  window.addEventListener('offline', offline);
  window.addEventListener('online', online);
  scope.defer(() => {
    window.removeEventListener('offline', offline);
    window.removeEventListener('online', online);
  });

  const connection: Connection = {
    state,
    entities: entityStore,
    call,
    on,
    onLive: (listener) => {
      liveListeners.add(listener);
      const { me, link } = state.getState();
      if (me && link.phase === 'live') listener(me);
      return () => void liveListeners.delete(listener);
    },
    serverNow: () => Date.now() + state.getState().serverOffsetMs,
    verify,
    arrived: (mostMsAgo) => (lastArrivedAt = Date.now() - mostMsAgo),
    scope,
    close: () => void scope.close(),
  };
  hearFaults(connection);
  return connection;
}

/** Faults of the wire go to the console: nobody at the screen can act on them. */
function report(message: string): void {
  // eslint-disable-next-line no-console -- the browser's console is the page's only log
  console.warn(message);
}
