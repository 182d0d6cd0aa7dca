import { registries } from '../container-config.ts';
import { automatic, edit, renderScalar, replace } from '../edit.ts';
import { isRegistry } from '../image-reference.ts';
import type { Rule } from '../rule.ts';

export const repositoryUrl: Rule = {
  id: 'repository-url',
  title: 'A registry is written as the beginning of an image name',
  severity: 'error',
  about: 'container-configs',
  *check({ source, configs }) {
    for (const url of registries(configs)) {
      if (url.value.includes('${') || isRegistry(url.value)) continue;
      const bare = url.value
        .trim()
        .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
        .replace(/\/+$/, '');
      const meant = [bare, bare.toLowerCase()].find(isRegistry);
      const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(url.value.trim());
      const what = hasScheme
        ? 'begins with a scheme'
        : meant
          ? 'cannot stand before a name'
          : 'is no registry';
      yield {
        span: url.span,
        // DSS may take scheme and slash away, as builds here do.
        severity: meant === bare ? 'warning' : 'error',
        message: `repositoryURL ${JSON.stringify(url.value)} ${what}: it is the beginning of the images' names. Write ${meant ?? 'registry[:port][/path], in small letters'}.`,
        fixes: meant
          ? [automatic(edit(`Write ${meant}`, [replace(url.span, renderScalar(meant, source))]))]
          : [],
      };
    }
  },
};
