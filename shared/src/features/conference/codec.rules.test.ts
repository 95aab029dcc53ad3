import { expect, test } from 'vitest';
import { codecToSend, decodedByAll, isLayered, UNIVERSAL_CODECS, videoCodecOf, VideoCodec } from './codec.rules.js';

const ALL = VideoCodec.options;
const camera = { encodes: ALL, decoded: ALL, isScreen: false };

test('[MEDIA6] [MEDIA12] a picture goes in what the site prefers, VP8 where it prefers nothing', () => {
  expect(codecToSend({ layered: false, h264: false }, camera)).toBe('vp8');
  expect(codecToSend({ layered: false, h264: true }, camera)).toBe('h264');
  expect(codecToSend({ layered: true, h264: true }, camera)).toBe('vp9');
});

test('[MEDIA12] layers in one stream are sent only where this device encodes and everybody decodes them', () => {
  const wish = { layered: true, h264: true };
  expect(codecToSend(wish, { ...camera, decoded: ['vp8', 'h264'] })).toBe('h264');
  expect(codecToSend(wish, { ...camera, encodes: ['vp8'] })).toBe('vp8');
  expect(codecToSend(wish, { ...camera, isScreen: true })).toBe('h264');
});

test('[MEDIA12] a room decodes what all of its people do; what every browser does needs no word', () => {
  expect(decodedByAll([])).toEqual(ALL);
  expect(decodedByAll([ALL, ['vp8', 'vp9']])).toEqual(ALL);
  expect(decodedByAll([ALL, []])).toEqual(UNIVERSAL_CODECS);
});

test('[MEDIA12] codecs are known by their media types, whatever their case', () => {
  expect(['video/VP9', 'video/h264', 'video/AV1', 'video/rtx', ''].map(videoCodecOf)).toEqual([
    ...['vp9', 'h264'],
    ...[null, null, null],
  ]);
  expect(ALL.filter(isLayered)).toEqual(['vp9']);
});
