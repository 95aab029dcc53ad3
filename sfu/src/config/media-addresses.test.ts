import { expect, test } from 'vitest';
import { mediaAddresses, ownAddresses, passingAddresses } from './media-addresses.js';

const outward = (...addresses: string[]) => addresses.map((address) => ({ address, internal: false }));
const NOWHERE = { interfaces: {}, passing: new Set<string>() };

test('[REACH3] every IPv4 address, one IPv6 address of each network, this machine, and each outer address on its own family', () => {
  const interfaces = {
    lo: [{ address: '127.0.0.1', internal: true }],
    eth0: outward('10.0.0.7', 'fd00::8', 'fd00::7', 'fe80::7'),
    eth1: outward('192.168.1.7', '2001:db8:1::9', 'fd00::9'),
  };
  const passing = new Set(['fd00::8']);
  expect(mediaAddresses({ interfaces, passing }, ['203.0.113.7', '2001:db8::7'])).toEqual([
    { ip: '10.0.0.7' },
    { ip: '192.168.1.7' },
    { ip: 'fd00::7' },
    { ip: '2001:db8:1::9' },
    { ip: 'fd00::9' },
    { ip: '127.0.0.1' },
    { ip: '10.0.0.7', announced: '203.0.113.7' },
    { ip: 'fd00::7', announced: '2001:db8::7' },
  ]);
});

test('[REACH3] a second network is reached by IPv6 (bug: only the first IPv6 address of the machine was announced)', () => {
  const interfaces = { eth0: outward('fd00:1::7'), eth1: outward('fd00:2::7') };
  const ips = mediaAddresses({ ...NOWHERE, interfaces }, []).map(({ ip }) => ip);
  expect(ips).toEqual(['fd00:1::7', 'fd00:2::7', '127.0.0.1']);
});

test('[REACH3] a machine without a network is still reached by itself', () => {
  expect(mediaAddresses(NOWHERE, [])).toEqual([{ ip: '127.0.0.1' }]);
  expect(mediaAddresses(NOWHERE, ['203.0.113.7'])).toEqual([
    { ip: '127.0.0.1' },
    { ip: '127.0.0.1', announced: '203.0.113.7' },
  ]);
});

test('[REACH3] temporary and deprecated addresses are told by the flags of the system', () => {
  const table = [
    '00000000000000000000000000000001 01 80 10 80       lo',
    '20010db8000100000000000000000007 02 40 00 00     eth0',
    '20010db800010000a1b2c3d4e5f60718 02 40 00 01     eth0',
    '20010db8000200000000000000000007 02 40 00 20     eth0',
  ].join('\n');
  expect([...passingAddresses(table)]).toEqual(['2001:db8:1:0:a1b2:c3d4:e5f6:718', '2001:db8:2::7']);
  expect(mediaAddresses(ownAddresses(), []).at(-1)).toEqual({ ip: '127.0.0.1' });
});
