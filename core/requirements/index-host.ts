import type { Located } from '../model.ts';

/** The host of an address without encryption that pip ignores, because it is not among `trusted`. Source: pip.pypa.io, `--trusted-host`. */
export function untrustedHost(address: string, trusted: readonly string[]): string | undefined {
  const [, host = '', port = ''] = /^http:\/\/(?:[^/@]*@)?([^/:?#\s]+)(:\d+)?/i.exec(address) ?? [];
  if (host === '' || /^(?:localhost|127\.[\d.]+|\[.*)$/i.test(host) || /[${}]/.test(host)) return undefined;
  return trusted.includes(host) || trusted.includes(host + port) ? undefined : host;
}

/** Extra options with their values, which are the next item or stand behind a `=`. */
export function optionsOf(
  items: readonly Located<string>[],
): { option: string; value: string; item: Located<string> }[] {
  return items.flatMap((item, i) => {
    const joined = /^(--[\w-]+)=(.*)$/.exec(item.value);
    if (joined) return [{ option: joined[1] ?? '', value: joined[2] ?? '', item }];
    const next = items[i + 1];
    return item.value.startsWith('-') && next ? [{ option: item.value, value: next.value, item: next }] : [];
  });
}

/** The hosts that extra options trust. */
export function trustedHosts(items: readonly Located<string>[]): readonly string[] {
  return optionsOf(items)
    .filter(({ option }) => option === '--trusted-host')
    .map(({ value }) => value);
}
