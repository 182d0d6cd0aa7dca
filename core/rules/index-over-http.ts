import { edit } from '../edit.ts';
import { optionsOf, trustedHosts, untrustedHost } from '../requirements/index-host.ts';
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
    const values = optionsOf(list.value);
    const trusted = trustedHosts(list.value);
    for (const { option, value, item } of values) {
      const host = options.includes(option) ? untrustedHost(value, trusted) : undefined;
      if (!host) continue;
      const addition = insertAfter(source, list, item, ['--trusted-host', host]);
      yield {
        span: item.span,
        message: `pip ignores ${host}: the address begins with http://, and no --trusted-host names it. Use https://, or add --trusted-host ${host}.`,
        fixes: addition ? [edit(`Add --trusted-host ${host}`, [addition])] : [],
      };
    }
  },
};
