import { expect, test } from 'vitest';
import { isPublicAddress } from '#core/confirmations/channels/publicAddress.ts';

test.each([
  '93.184.216.34',
  '8.8.8.8',
  '172.15.255.255',
  '172.32.0.1',
  '100.63.255.255',
  '100.128.0.0',
  '2606:2800:220:1:248:1893:25c8:1946',
  '2a00:1450:4001:82a::200e',
  '::ffff:8.8.8.8',
  '::ffff:808:808',
  '64:ff9b::808:808',
])('%s lies out in the open', (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

test.each([
  ['127.0.0.1', 'this computer'],
  ['127.255.0.7', 'this computer'],
  ['0.0.0.0', 'this computer'],
  ['::1', 'this computer'],
  ['::', 'this computer'],
  ['10.1.2.3', 'a private network'],
  ['172.16.0.1', 'a private network'],
  ['172.31.255.255', 'a private network'],
  ['192.168.0.1', 'a private network'],
  ['fd12:3456::1', 'a private network'],
  ['fc00::1', 'a private network'],
  ['169.254.169.254', 'the link, where clouds answer their machines'],
  ['fe80::1', 'the link'],
  ['fe80::1%eth0', 'the link'],
  ['100.64.0.1', 'a carrier’s NAT'],
  ['192.0.0.1', 'a special purpose'],
  ['192.0.2.1', 'documents'],
  ['198.18.0.1', 'benchmarks'],
  ['203.0.113.9', 'documents'],
  ['2001:db8::1', 'documents'],
  ['224.0.0.1', 'many at once'],
  ['255.255.255.255', 'everybody'],
  ['ff02::1', 'many at once'],
  ['::ffff:127.0.0.1', 'this computer, written as IPv6'],
  ['::ffff:7f00:1', 'this computer, written as IPv6'],
  ['::ffff:c0a8:1', 'a private network, written as IPv6'],
  ['0:0:0:0:0:ffff:10.0.0.1', 'a private network, written as IPv6'],
  ['64:ff9b::7f00:1', 'this computer, by NAT64'],
  ['64:ff9b::a9fe:a9fe', 'the link, by NAT64'],
  ['2002:7f00:1::', 'this computer, by a tunnel'],
  ['2001:0:7f00:1::', 'a tunnel'],
  ['', 'nowhere'],
  ['localhost', 'a name'],
])('%s does not: %s', (address) => {
  expect(isPublicAddress(address)).toBe(false);
});
