import { expect, test } from 'vitest';
import { mediaAddresses } from './media-addresses.js';

test('[REACH3] every IPv4 address, one IPv6 address, this machine, and each outer address on its own family', () => {
  expect(mediaAddresses(['10.0.0.7', '192.168.1.7', 'fd00::7', 'fd00::8'], ['203.0.113.7', '2001:db8::7'])).toEqual([
    { ip: '10.0.0.7' },
    { ip: '192.168.1.7' },
    { ip: 'fd00::7' },
    { ip: '127.0.0.1' },
    { ip: '10.0.0.7', announced: '203.0.113.7' },
    { ip: 'fd00::7', announced: '2001:db8::7' },
  ]);
});

test('[REACH3] a machine without a network is still reached by itself', () => {
  expect(mediaAddresses([], [])).toEqual([{ ip: '127.0.0.1' }]);
  expect(mediaAddresses([], ['203.0.113.7'])).toEqual([
    { ip: '127.0.0.1' },
    { ip: '127.0.0.1', announced: '203.0.113.7' },
  ]);
});
