import { unsentKeptHours } from '../../features/exchange/exchange.settings.js';
import type { Principal } from '../../features/identity/identity.model.js';
import { isLive, siteSettings, type Connection } from '../connection/index.js';
import { endUpload, startUpload } from '../evidence/index.js';
import { openClaims } from './claims.js';
import { isGone, keptFilesOf, markGone } from './kept-files.js';
import { dropMessage, keepMessage, keptMessage, keptPlaces, onKept, ownerOf } from './kept-queue.js';
import { Outbox } from './outbox.js';
import { EXPIRED, expiredOf, inOrder, isPastTime, type Outgoing } from './outgoing.js';

const HOUR_MS = 3_600_000;

export interface ConversationOutboxOptions {
  readonly connection: Connection;
  readonly conferenceId: string;
  readonly post: (item: Outgoing) => Promise<void>;
  readonly onChanged: (changed: { outgoing?: readonly Outgoing[]; elsewhere: readonly Outgoing[] }) => void;
}

const SURFACES: Readonly<Record<Principal['kind'], string>> = {
  account: 'desk',
  guest: 'expert',
  device: 'kiosk',
  wall: 'wall',
};

/**
 * [EXC9] [EXC10] The outbox of one conversation on this page: keeps what is unsent in this browser, and takes over what
 * an earlier page or another window left. Ends with the connection.
 */
export function openConversationOutbox(options: ConversationOutboxOptions): Outbox {
  const { connection, conferenceId } = options;
  const own = () => connection.state.getState().me?.principal;
  const owner = ownerOf(own()?.id ?? '', conferenceId);
  // The cookie that counts at the upload.
  const surface = (): string => SURFACES[own()?.kind ?? 'account'];
  const claims = openClaims();
  const files = keptFilesOf(owner);
  const kept = (): readonly Outgoing[] => inOrder(keptPlaces(`${owner}/`).flatMap((at) => keptMessage(at) ?? []));
  const elsewhere = (): readonly Outgoing[] => {
    const here = new Set(outbox.queue.map(({ id }) => id));
    return kept().filter(({ id, reason }) => !here.has(id) && reason !== EXPIRED);
  };
  const outbox: Outbox = new Outbox({
    live: () => isLive(connection.state.getState().link),
    now: connection.serverNow,
    keptUntil: () => Date.now() + siteSettings(connection).get(unsentKeptHours) * HOUR_MS,
    newId: () => crypto.randomUUID(),
    claim: claims.claim,
    keep: (item) => keepMessage(owner, item),
    forget: (id) => {
      dropMessage({ owner, id });
      void markGone(id).then(() => claims.release(id));
    },
    onChanged: (outgoing) => options.onChanged({ outgoing, elsewhere: elsewhere() }),
    files,
    endUpload: (url) => endUpload(url, surface()),
    upload: ({ blob, name, kind, takenAt, subject, uploadUrl }, { progress, begun }) =>
      startUpload({
        file: blob,
        filename: name,
        claim: { conferenceId, kind, ...(takenAt === null ? {} : { takenAt }), ...(subject ? { subject } : {}) },
        surface: surface(),
        begunAt: uploadUrl,
        onProgress: progress,
        onBegun: begun,
      }),
    post: options.post,
  });
  const adopt = async (id: string): Promise<void> => {
    const item = (await isGone(id)) ? null : keptMessage({ owner, id });
    if (item === null) claims.release(id);
    else if (isPastTime(item, Date.now())) {
      for (const { key } of item.files) void files.drop(`${id}/${key}`);
      outbox.adopt(expiredOf(item));
    } else outbox.adopt(item);
  };
  const takeOver = (id: string): void => claims.claim(id, () => void adopt(id));
  const { scope } = connection;
  // [EXC9] [EXC11] A page that was signed out keeps its connection as long as its sign-in form stands; its messages are free.
  scope.defer(
    connection.state.subscribe(({ link }) => {
      if (link.phase !== 'refused' || link.reason.endsWith('-too-old')) return;
      outbox.close();
      claims.close();
    }),
  );
  scope.defer(() => claims.close());
  scope.defer(() => outbox.close());
  scope.defer(
    onKept((at, isDropped) => {
      if (at.owner !== owner) return;
      if (isDropped) outbox.discard(at.id);
      else takeOver(at.id);
      options.onChanged({ elsewhere: elsewhere() });
    }),
  );
  for (const { id } of kept()) takeOver(id);
  options.onChanged({ elsewhere: elsewhere() });
  return outbox;
}
