import { expect, test, vi } from 'vitest';
import { AppError } from '../../kernel/errors.js';
import type { OutboxOptions } from './outbox.js';
import { never, open, refusedWith, running, withFile, words } from './outbox-testing.js';
import type { Outgoing } from './outgoing.js';

const offline = new AppError('unavailable', 'link.offline', 'no link');

test('[EXC2] without a link messages wait in their order and go when it is back', async () => {
  let linked = false;
  const posted: string[] = [];
  const post = vi.fn((item: Outgoing) => {
    if (!linked) return Promise.reject(offline);
    posted.push(item.text);
    return Promise.resolve();
  });
  const { outbox, kept } = open({ post, live: () => linked });
  for (const text of ['a', 'b', 'c']) outbox.send(words(text));
  await vi.waitFor(() => expect(post).toHaveBeenCalled());
  await vi.waitFor(() => expect(outbox.queue.map((item) => item.state)).toEqual(['waiting', 'waiting', 'waiting']));
  expect(kept().map((item) => item.text)).toEqual(['a', 'b', 'c']);
  linked = true;
  outbox.wake();
  await vi.waitFor(() => expect(posted).toEqual(['a', 'b', 'c']));
  expect(outbox.queue).toEqual([]);
  expect(kept()).toEqual([]);
});

test('[EXC2] a message the living link did not answer is tried again by itself, says so, and keeps its place', async () => {
  const lost = new AppError('timeout', 'call.no-reply', 'lost');
  let losses = 3;
  const posted: string[] = [];
  const said = new Set<string | null>();
  const post = (item: Outgoing) => {
    if ((losses -= 1) >= 0) return Promise.reject(lost);
    posted.push(item.text);
    return Promise.resolve();
  };
  const onChanged = (queue: readonly Outgoing[]): void => void said.add(queue[0]?.reason ?? null);
  const { outbox } = open({ post, onChanged });
  for (const text of ['a', 'b']) outbox.send(words(text));
  await vi.waitFor(() => expect(posted).toEqual(['a', 'b']));
  expect(said).toContain('call.no-reply');
});

test('[EXC2] the link that comes back does not wait for the next attempt; closed, nothing is tried any more', async () => {
  const lost = new AppError('unavailable', 'call.no-reply', 'lost');
  const post = vi.fn(() => Promise.reject(lost));
  const { outbox } = open({ post, againMs: 60_000 });
  outbox.send(words('a'));
  await vi.waitFor(() => expect(outbox.queue[0]).toMatchObject({ state: 'waiting', reason: 'call.no-reply' }));
  outbox.wake();
  await vi.waitFor(() => expect(post).toHaveBeenCalledTimes(2));
  await vi.waitFor(() => expect(outbox.queue[0]?.state).toBe('waiting'));
  outbox.close();
  outbox.wake();
  expect(post).toHaveBeenCalledTimes(2);
});

test('[EXC2] a refused message says why, lets the others pass, and goes when retried', async () => {
  let refuse = true;
  const posted: string[] = [];
  const post = (item: Outgoing) => {
    if (item.text === 'bad' && refuse) return Promise.reject(new AppError('forbidden', 'exchange.not-allowed', ''));
    posted.push(item.text);
    return Promise.resolve();
  };
  const { outbox } = open({ post });
  outbox.send(words('bad'));
  outbox.send(words('good'));
  await vi.waitFor(() => expect(posted).toEqual(['good']));
  expect(outbox.queue).toMatchObject([{ text: 'bad', state: 'failed', reason: 'exchange.not-allowed' }]);
  refuse = false;
  outbox.retry(outbox.queue[0]!.id);
  await vi.waitFor(() => expect(posted).toEqual(['good', 'bad']));
});

test('[EXC6] what was too fast is sent again by itself a little later', async () => {
  let refusals = 2;
  const post = vi.fn(() =>
    (refusals -= 1) >= 0 ? Promise.reject(new AppError('over_capacity', 'exchange.too-fast', '')) : Promise.resolve(),
  );
  const { outbox } = open({ post });
  outbox.send(words('a'));
  await vi.waitFor(() => expect(outbox.queue).toEqual([]));
  expect(post).toHaveBeenCalledTimes(3);
});

test('[EXC2] a message waits for its files; taken back, what was sent of them is given up', async () => {
  let finish: (id: string) => void = () => undefined;
  const cancel = vi.fn();
  const upload: OutboxOptions['upload'] = (_file, { progress }) => {
    progress(0.5);
    return running(new Promise((resolve) => (finish = resolve)), cancel);
  };
  const { outbox, posted } = open({ upload });
  outbox.send(withFile('picture'));
  await vi.waitFor(() => expect(outbox.queue[0]?.files[0]?.share).toBe(0.5));
  expect(posted).toEqual([]);
  finish('file1');
  await vi.waitFor(() => expect(posted).toEqual(['picture']));
  outbox.send(withFile('wrong one'));
  await vi.waitFor(() => expect(outbox.queue).toHaveLength(1));
  await vi.waitFor(() => expect(outbox.queue[0]?.files[0]?.share).toBe(0.5));
  outbox.discard(outbox.queue[0]!.id);
  expect(cancel).toHaveBeenCalledOnce();
  finish('file2');
  await vi.waitFor(() => expect(outbox.queue).toEqual([]));
  expect(posted).toEqual(['picture']);
});

test.each(['evidence.quota', 'evidence.too-many-uploads'])(
  '[EXC2] words and other files go on past a file that has to wait: %s (bug: it blocked every later word)',
  async (reason) => {
    let full = true;
    const upload: OutboxOptions['upload'] = ({ name }) =>
      full && name === 'a.png' ? refusedWith(reason) : running(Promise.resolve(`of ${name}`));
    const { outbox, posted } = open({ upload });
    outbox.send(withFile('waits'));
    outbox.send(words('words'));
    outbox.send({
      ...withFile('smaller'),
      files: [{ name: 'b.png', kind: 'photo', blob: new Blob(['y']), takenAt: null }],
    });
    await vi.waitFor(() => expect(posted).toEqual(['words', 'smaller']));
    expect(outbox.queue).toMatchObject([{ text: 'waits', reason }]);
    full = false;
    await vi.waitFor(() => expect(posted).toEqual(['words', 'smaller', 'waits']));
  },
);

test('[EXC2] words do not wait behind a file that is still being sent', async () => {
  const { outbox, posted } = open({ upload: never });
  outbox.send(withFile('long film'));
  outbox.send(words('come at once'));
  await vi.waitFor(() => expect(posted).toEqual(['come at once']));
});

test('[EXC2] a message goes on without the file that was refused (bug: a picture and a report were given up with it)', async () => {
  const endUpload = vi.fn();
  const upload: OutboxOptions['upload'] = ({ name }, { begun }) => {
    if (name !== 'bad.png') return running(Promise.resolve(`of ${name}`));
    begun('/uploads/bad');
    return refusedWith('evidence.type', 'invalid_input');
  };
  const post = vi.fn((_item: Outgoing) => Promise.resolve());
  const { outbox } = open({ upload, post, endUpload });
  const file = (name: string) => ({ name, kind: 'photo' as const, blob: new Blob([name]), takenAt: null });
  outbox.send({ text: '', files: [file('good.png'), file('bad.png'), file('later.png')] });
  await vi.waitFor(() => expect(outbox.queue[0]).toMatchObject({ state: 'failed', reason: 'evidence.type' }));
  const [item] = outbox.queue;
  outbox.without(item!.id, item!.files[1]!.key);
  await vi.waitFor(() => expect(outbox.queue).toEqual([]));
  expect(post.mock.calls[0]?.[0].files.map(({ evidenceId }) => evidenceId)).toEqual(['of good.png', 'of later.png']);
  expect(endUpload).toHaveBeenCalledExactlyOnceWith('/uploads/bad');

  outbox.send({ text: '', files: [file('bad.png')] });
  await vi.waitFor(() => expect(outbox.queue[0]?.state).toBe('failed'));
  const [alone] = outbox.queue;
  outbox.without(alone!.id, alone!.files[0]!.key);
  expect(outbox.queue).toEqual([]);
  expect(post).toHaveBeenCalledOnce();
});
