import { trustedHosts, untrustedHost } from '../requirements/index-host.ts';
import { rewrite } from '../requirements/line-edits.ts';
import type { Rule } from '../rule.ts';

const options = ['--index-url', '--extra-index-url', '--find-links'];

export const indexInListOverHttp: Rule = {
  id: 'index-in-list-over-http',
  title: 'A list of packages names an index without encryption only where it trusts it',
  severity: 'warning',
  about: 'packages',
  *check(subject) {
    const { list, env } = subject;
    if (list.language !== 'pip' || list.role !== 'requested') return;
    const written = list.requirements.flatMap(({ options }) => options);
    if (written.length === 0) return;
    const settings = env.envSettings;
    const trusted = [
      ...written.flatMap(({ name, value }) => (name === '--trusted-host' && value ? value.text : [])),
      ...(settings && !settings.inheritGlobalSettings?.value
        ? trustedHosts(settings.pipInstallExtraOptions)
        : []),
    ];
    for (const { name, value, span } of written) {
      const host = value && options.includes(name) ? untrustedHost(value.text, trusted) : undefined;
      if (!value || !host) continue;
      yield {
        span: value.span,
        message: `pip ignores ${host}: the address begins with http://, and no --trusted-host names it here. Use https://, or add --trusted-host ${host}.`,
        fixes: rewrite(
          subject,
          `Add --trusted-host ${host}`,
          { start: span.end, end: span.end },
          ` --trusted-host ${host}`,
        ),
      };
    }
  },
};
