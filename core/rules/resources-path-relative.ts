import { resourcesCalls } from '../resources-functions.ts';
import type { Rule } from '../rule.ts';

export const resourcesPathRelative: Rule = {
  id: 'resources-path-relative',
  title: 'set_env_path gets a path in the resources folder',
  severity: 'warning',
  about: 'resources-script',
  *check({ script }) {
    for (const { name, call } of resourcesCalls(script)) {
      if (name !== 'set_env_path') continue;
      const positional = call.arguments.filter(({ keyword, spread }) => keyword === undefined && !spread);
      const path = positional[1];
      if (path?.text === undefined || !/^(?:\/|~|[A-Za-z]:[\\/]|\.\.(?:\/|$))/.test(path.text)) continue;
      yield {
        span: path.span,
        message: `${path.text} is outside of the resources folder, and does not come into the images with it. Write a path relative to that folder, such as "${path.text.replace(/^.*\/(?=[^/])|^[~.]+$/, '').replace(/\/$/, '') || 'models'}".`,
      };
    }
  },
};
