import { refusalOf } from './addresses';

const PRIVATE = [
  '10.1.2.3',
  '100.64.0.1',
  '127.0.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '198.19.0.1',
  '::1',
  'fd12::1',
];
const NEVER = [
  '0.0.0.0',
  '169.254.169.254',
  '100.100.100.200',
  '192.0.0.192',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  'fe80::1',
  'fd00:ec2::254',
  'ff02::1',
  '::ffff:10.0.0.1',
  '::ffff:169.254.169.254',
  '::ffff:93.184.216.34',
  '64:ff9b::a9fe:a9fe',
  '2002:a9fe:a9fe::1',
  '2001:0:1::1',
];
const PUBLIC = [
  '93.184.216.34',
  '172.32.0.1',
  '100.128.0.1',
  '2606:4700::1111',
];

it.each(PRIVATE)('%s is refused unless it is allowed', address => {
  expect(refusalOf(address, false)).toBe(
    `${address} is a private address, and allowPrivate is not set for it`,
  );
  expect(refusalOf(address, true)).toBeUndefined();
});

it.each(NEVER)('%s is refused whatever is allowed', address => {
  for (const allowed of [true, false]) {
    expect(refusalOf(address, allowed)).toBe(
      `${address} is an address that is never asked`,
    );
  }
});

it.each(PUBLIC)('%s may be asked', address => {
  expect(refusalOf(address, false)).toBeUndefined();
});

it('refuses what is no address', () => {
  expect(refusalOf('shop.example.com', true)).toBe(
    'shop.example.com is no address',
  );
});
