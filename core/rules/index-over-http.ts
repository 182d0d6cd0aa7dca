import { edit } from '../edit.ts';
import type { Located } from '../model.ts';
import type { Rule } from '../rule.ts';
import { insertAfter } from './list-items.ts';

const options = ['-i', '--index-url', '--extra-index-url', '-f', '--find-links'];

export const indexOverHttp: Rule = {
  id: 'index-over-http',
  title: 'pip trusts the hosts that it is sent to without encryption',
  severity: 'warning',
  about: 'code-env',
  *check({ source, env }) {
    const settings = env.envSettings;
    const list = settings?.lists.find(list => list.entry?.key.text === 'pipInstallExtraOptions');
    if (!list || settings?.inheritGlobalSettings?.value) return;
    const values = valuesOf(list.value);
    const trusted = values.filter(({ option }) => option === '--trusted-host').map(({ value }) => value);
    for (const { option, value, item } of values) {
      const url = options.includes(option) ? /^http:\/\/(?:[^/@]*@)?([^/:?#\s]+)(:\d+)?/i.exec(value) : null;
      const [, host = '', port = ''] = url ?? [];
      if (!url || /^(?:localhost|127\.[\d.]+|\[.*)$/i.test(host) || /[${}]/.test(host)) continue;
      if (trusted.includes(host) || trusted.includes(host + port)) continue;
      const addition = insertAfter(source, list, item, ['--trusted-host', host]);
      yield {
        span: item.span,
        message: `pip ignores ${host}: the address begins with http://, and no --trusted-host names it. Use https://, or add --trusted-host ${host}.`,
        fixes: addition ? [edit(`Add --trusted-host ${host}`, [addition])] : [],
      };
    }
  },
};

/** Options with their values, which are the next item or stand behind a `=`. */
function valuesOf(
  items: readonly Located<string>[],
): { option: string; value: string; item: Located<string> }[] {
  return items.flatMap((item, i) => {
    const joined = /^(--[\w-]+)=(.*)$/.exec(item.value);
    if (joined) return [{ option: joined[1] ?? '', value: joined[2] ?? '', item }];
    const next = items[i + 1];
    return item.value.startsWith('-') && next ? [{ option: item.value, value: next.value, item: next }] : [];
  });
}
