// The bridge of a private engine and the rules that let its containers out.
// They are not dockerd's own, because two dockerds share the names of dockerd's chains and empty each other's.
import { existsSync, readFileSync } from 'node:fs';
import type { EnginePlace } from './engine-place.ts';
import { runSync } from './run.ts';

const tables = ['nat', 'filter'] as const;

/** Makes the bridge with a free subnet and lets its containers reach what the machine reaches. */
export function makeBridge(place: EnginePlace): void {
  const subnet = findFreeSubnet(place);
  const { bridge, environment: env, name } = place;
  const ip = (...args: string[]) => runSync('ip', args, { env });
  ip('link', 'add', bridge, 'type', 'bridge');
  ip('address', 'add', `${subnet}.1/24`, 'dev', bridge);
  ip('link', 'set', bridge, 'mtu', String(readMtu()), 'up');
  const rule = (...args: string[]) =>
    runSync('iptables', ['-w', ...args, '-m', 'comment', '--comment', name], { env });
  rule('-t', 'nat', '-A', 'POSTROUTING', '-s', `${subnet}.0/24`, '!', '-o', bridge, '-j', 'MASQUERADE');
  rule('-I', 'FORWARD', '-i', bridge, '-j', 'ACCEPT');
  rule('-I', 'FORWARD', '-o', bridge, '-j', 'ACCEPT');
}

/** Removes the bridge and the rules, whatever is there of them. */
export function removeBridge({ bridge, environment: env, name }: EnginePlace): void {
  for (const table of tables) {
    const rules = runSync('iptables', ['-w', '-t', table, '-S'], { env }).split('\n');
    for (const rule of rules.filter(rule => rule.includes(`--comment ${name}`))) {
      runSync('iptables', ['-w', '-t', table, '-D', ...rule.split(' ').slice(1)], { env });
    }
  }
  if (existsSync(`/sys/class/net/${bridge}`)) runSync('ip', ['link', 'delete', bridge], { env });
}

/** The greatest packet that the way out of this machine takes: a greater one on the bridge would be lost silently. */
export function readMtu(): number {
  const way = readRoutes().find(({ destination, mask }) => destination === 0 && mask === 0);
  return way === undefined ? 1500 : Number(readFileSync(`/sys/class/net/${way.device}/mtu`, 'utf8'));
}

/** The first three bytes of a /24 that no route of the machine touches, each checkout beginning its search elsewhere. */
function findFreeSubnet({ hash }: EnginePlace): string {
  const start = Number.parseInt(hash.slice(0, 2), 16);
  const routes = readRoutes().filter(({ mask }) => mask !== 0);
  const free = Array.from({ length: 256 }, (_, index) => (start + index) % 256).find(third => {
    const address = ((172 << 24) | (29 << 16) | (third << 8)) >>> 0;
    return routes.every(({ destination, mask }) => {
      const shorter = (mask & 0xffffff00) >>> 0;
      return (address & shorter) >>> 0 !== (destination & shorter) >>> 0;
    });
  });
  return `172.29.${free ?? start}`;
}

/** The kernel's IPv4 routes; it prints addresses in hexadecimal with the bytes turned round. */
function readRoutes(): { device: string; destination: number; mask: number }[] {
  const number = (hex: string) => Buffer.from(hex, 'hex').readUInt32LE();
  return readFileSync('/proc/net/route', 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map(line => line.split(/\s+/))
    .map(fields => ({ device: fields[0]!, destination: number(fields[1]!), mask: number(fields[7]!) }));
}
