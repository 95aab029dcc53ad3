import { expect, test, vi } from 'vitest';
import { AppError } from '../../kernel/errors.js';
import type { OutboxOptions } from './outbox.js';
import { never, open, running, store, withFile, words } from './outbox-testing.js';
import type { Outgoing } from './outgoing.js';

test('[EXC9] a file that was not sent survives a reload with its words (bug: it disappeared, and the words went without it)', async () => {
  const files = store();
  const before = open({ upload: never, files });
  before.outbox.send(withFile('with its words'));
  await vi.waitFor(() => expect(files.blobs.size).toBe(1));
  before.outbox.close();
  const sent: string[] = [];
  const upload: OutboxOptions['upload'] = ({ blob }) =>
    running(
      blob.text().then((text) => {
        sent.push(text);
        return 'file1';
      }),
    );
  const posted: Outgoing[] = [];
  const after = open({ left: before.kept(), files, upload, post: (item) => Promise.resolve(void posted.push(item)) });
  after.outbox.wake();
  await vi.waitFor(() => expect(posted).toMatchObject([{ text: 'with its words', files: [{ evidenceId: 'file1' }] }]));
  expect(sent).toEqual(['x']);
  await vi.waitFor(() => expect(files.blobs.size).toBe(0));
});

test('[EXC9] a file the browser had no room for says so; after a reload its message stays and asks for it, and its upload is ended', async () => {
  const files = store(0);
  const begun: OutboxOptions['upload'] = (_file, on) => {
    on.begun('/api/uploads/1');
    return never();
  };
  const before = open({ upload: begun, files });
  before.outbox.send(withFile('with its words'));
  await vi.waitFor(() => expect(before.outbox.queue[0]?.files[0]?.unkept).toBe(true));
  before.outbox.close();
  const endUpload = vi.fn();
  const after = open({ left: before.kept(), files, endUpload });
  after.outbox.wake();
  await vi.waitFor(() => expect(after.outbox.queue).toMatchObject([{ state: 'failed', reason: 'exchange.file-lost' }]));
  expect(after.posted).toEqual([]);
  expect(endUpload).toHaveBeenCalledExactlyOnceWith('/api/uploads/1');
  const [item] = after.outbox.queue;
  after.outbox.replace(item!.id, item!.files[0]!.key, withFile('').files[0]!);
  await vi.waitFor(() => expect(after.posted).toEqual(['with its words']));
});

test('[EXC9] [EVD8] what is taken back after a reload is ended at the centre, and its bytes go', async () => {
  const files = store();
  const begun: OutboxOptions['upload'] = (_file, on) => {
    on.begun('/api/uploads/1');
    return never();
  };
  const before = open({ upload: begun, files });
  before.outbox.send(withFile(''));
  await vi.waitFor(() => expect(before.outbox.queue[0]?.files[0]?.uploadUrl).toBe('/api/uploads/1'));
  before.outbox.close();
  const endUpload = vi.fn();
  const after = open({ left: before.kept(), files, endUpload, live: () => false });
  after.outbox.discard(after.outbox.queue[0]!.id);
  expect(endUpload).toHaveBeenCalledExactlyOnceWith('/api/uploads/1');
  await vi.waitFor(() => expect(files.blobs.size).toBe(0));
});

test('[EXC9] bug: a picture chosen in the place of a lost file went by the lost one’s name, kind and time', async () => {
  const before = open({ upload: never, files: store(0) });
  before.outbox.send({
    text: 'list',
    files: [{ name: 'list.pdf', kind: 'chat-file', blob: new Blob(['x']), takenAt: '2026-01-01T00:00:00.000Z' }],
  });
  await vi.waitFor(() => expect(before.kept()).toMatchObject([{ files: [{ unkept: true }] }]));
  const posted: Outgoing[] = [];
  const after = open({ left: before.kept(), post: (item) => Promise.resolve(void posted.push(item)) });
  await vi.waitFor(() => expect(after.outbox.queue[0]?.state).toBe('failed'));
  const [item] = after.outbox.queue;
  const takenAt = '2026-02-02T00:00:00.000Z';
  after.outbox.replace(item!.id, item!.files[0]!.key, {
    ...{ name: 'deck.jpg', kind: 'photo', blob: new Blob(['other']), takenAt },
  });
  await vi.waitFor(() =>
    expect(posted).toMatchObject([{ files: [{ name: 'deck.jpg', kind: 'photo', takenAt, evidenceId: 'file1' }] }]),
  );
});

test('[EXC9] bug: any picture could be filed in the place of a lost snapshot', async () => {
  const before = open({ upload: never, files: store(0) });
  const subject = { participantId: 'account:1', picture: 'moving' as const };
  before.outbox.send({
    text: '',
    files: [{ name: 'frame.png', kind: 'snapshot', blob: new Blob(['x']), takenAt: null, subject }],
  });
  await vi.waitFor(() => expect(before.kept()).toMatchObject([{ files: [{ unkept: true }] }]));
  const upload = vi.fn(never);
  const { outbox, posted } = open({ left: before.kept(), upload });
  await vi.waitFor(() => expect(outbox.queue).toMatchObject([{ state: 'failed', reason: 'exchange.picture-lost' }]));
  const [item] = outbox.queue;
  outbox.replace(item!.id, item!.files[0]!.key, withFile('').files[0]!);
  expect(outbox.queue).toMatchObject([{ state: 'failed', files: [{ name: 'frame.png', lost: true, blob: null }] }]);
  expect(upload).not.toHaveBeenCalled();
  outbox.discard(item!.id);
  expect(outbox.queue).toEqual([]);
  expect(posted).toEqual([]);
});

test('[EXC9] bug: a kept file that could not be read was taken for a lost one', async () => {
  const files = store();
  const before = open({ upload: never, files });
  before.outbox.send(withFile('read me'));
  await vi.waitFor(() => expect(files.blobs.size).toBe(1));
  before.outbox.close();
  let faults = 3;
  const said = new Set<string | null>();
  const { outbox, posted } = open({
    left: before.kept(),
    files: {
      ...files,
      take: (key) => ((faults -= 1) >= 0 ? Promise.reject(new Error('a fault of the disk')) : files.take(key)),
    },
    onChanged: (queue) => void said.add(queue[0]?.reason ?? null),
  });
  await vi.waitFor(() => expect(posted).toEqual(['read me']));
  expect(said).toContain('exchange.file-unreadable');
  expect(said).not.toContain('exchange.file-lost');
  expect(outbox.queue).toEqual([]);
});

test('[EXC10] a message is worked on only by the window that has its claim, and keeps its place when it is taken over', async () => {
  const grants: (() => void)[] = [];
  const first = open({ claim: (_id, granted) => void grants.push(granted) });
  first.outbox.send(words('a'));
  first.outbox.send(words('b'));
  await Promise.resolve();
  expect(first.posted).toEqual([]);
  for (const granted of grants) granted();
  await vi.waitFor(() => expect(first.posted).toEqual(['a', 'b']));
  expect(first.kept()).toEqual([]);

  const closed = open({
    live: () => false,
    post: () => Promise.reject(new AppError('unavailable', 'link.offline', '')),
  });
  for (const text of ['1', '2', '3']) closed.outbox.send(words(text));
  closed.outbox.close();
  let linked = false;
  const posted: string[] = [];
  const post: OutboxOptions['post'] = (item) => {
    if (!linked) return Promise.reject(new AppError('unavailable', 'link.offline', ''));
    return Promise.resolve(void posted.push(item.text));
  };
  const over = open({ left: closed.kept().toReversed(), live: () => linked, post });
  linked = true;
  over.outbox.wake();
  await vi.waitFor(() => expect(posted).toEqual(['1', '2', '3']));
});

test('[EXC10] bug: another window took a message from the one that had just written it, and missed the bytes it had not kept yet', () => {
  let grant = (): void => undefined;
  const { outbox, kept } = open({ claim: (_id, granted) => (grant = granted), upload: never });
  outbox.send(withFile('mine'));
  expect(outbox.queue).toMatchObject([{ text: 'mine' }]);
  expect(kept()).toEqual([]);
  grant();
  expect(kept()).toMatchObject([{ text: 'mine' }]);
  outbox.send(words('at the end of the page'));
  outbox.close();
  expect(kept()).toMatchObject([{ text: 'mine' }, { text: 'at the end of the page' }]);
});

test('[EXC10] bug: a page that had ended went on with its upload and wrote over what the next one kept', async () => {
  const pause = vi.fn();
  let finish: (id: string) => void = () => undefined;
  const done = new Promise<string>((resolve) => (finish = resolve));
  const upload: OutboxOptions['upload'] = () => ({ ...running(done), pause });
  const keep = vi.fn();
  const { outbox } = open({ upload, keep });
  outbox.send(withFile('half way'));
  await vi.waitFor(() => expect(outbox.queue[0]?.state).toBe('sending'));
  outbox.close();
  expect(pause).toHaveBeenCalledOnce();
  keep.mockClear();
  finish('file1');
  await done;
  expect(keep).not.toHaveBeenCalled();
});

test('[EXC11] the end of the session refuses nothing: what is kept waits for its person (bug: it failed)', async () => {
  const ended = new AppError('unauthenticated', 'session.ended', '');
  const { outbox, kept } = open({ live: () => false, upload: () => running(Promise.reject(ended)) });
  outbox.send(withFile('kept'));
  await vi.waitFor(() => expect(outbox.queue).toMatchObject([{ state: 'waiting', reason: null }]));
  expect(kept()).toMatchObject([{ text: 'kept', state: 'waiting' }]);
});
