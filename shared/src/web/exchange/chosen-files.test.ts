import { expect, test } from 'vitest';
import { takeFiles } from './chosen-files.js';

const settings = { get: <T>(definition: { readonly default: T }): T => definition.default };
const file = (name: string, type: string, bytes = 10): File => new File([new Uint8Array(bytes)], name, { type });

test('[EXC7] a picture too large, an empty file and a wrong type are refused at once, each by its reason; the rest stays', () => {
  const known = takeFiles([], [file('report.pdf', 'application/pdf')], settings).files;
  const { files, refused } = takeFiles(
    known,
    [
      file('large.jpg', 'image/jpeg', 26 * 1024 * 1024),
      file('empty.txt', 'text/plain', 0),
      file('setup.exe', 'application/x-msdownload'),
      file('photo.png', 'image/png'),
    ],
    settings,
  );
  expect(files.map(({ name, kind }) => [name, kind])).toEqual([
    ['report.pdf', 'chat-file'],
    ['photo.png', 'photo'],
  ]);
  expect(refused).toEqual([
    { name: 'large.jpg', reason: 'evidence.too-large' },
    { name: 'empty.txt', reason: 'evidence.empty' },
    { name: 'setup.exe', reason: 'evidence.wrong-type' },
  ]);
});

test('[EXC7] a HEIC photo is a picture, also by its other name; a type the browser does not know is left to the server', () => {
  const { files } = takeFiles(
    [],
    [file('a.heic', 'image/heic'), file('b.heif', 'image/heif'), file('c', '')],
    settings,
  );
  expect(files.map(({ kind }) => kind)).toEqual(['photo', 'photo', 'chat-file']);
});

test('[EXC7] the eleventh file of a message is refused and said', () => {
  const many = Array.from({ length: 11 }, (_, at) => file(`${at}.png`, 'image/png'));
  const { files, refused } = takeFiles([], many, settings);
  expect(files.length).toBe(10);
  expect(refused).toEqual([{ name: '10.png', reason: 'exchange.too-many-files' }]);
});
