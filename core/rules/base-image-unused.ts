import { edit, removeItem } from '../edit.ts';
import { withTag } from '../image-reference.ts';
import type { ContainerConfigs } from '../model.ts';
import type { ContainerConfigsSubject, Rule } from '../rule.ts';
import { findNode } from '../schema.ts';

export const baseImageUnused: Rule = {
  id: 'base-image-unused',
  title: 'A base image that is built is one that a container configuration uses',
  severity: 'hint',
  about: 'container-configs',
  *check(subject) {
    const { source, configs } = subject;
    const used = usedImages(configs);
    const list = findNode(configs.root, ['baseImages']);
    // Where DSS 15 names base images is not public.
    if (configs.shape === 'split' && !configs.executionConfigs.some(config => config.baseImage)) return;
    for (const [i, { tag }] of configs.baseImages.entries()) {
      if (!tag || used.has(withTag(tag.value)) || isBuiltUpon(tag.value, i, subject)) continue;
      const item =
        list?.kind === 'sequence' ? list.items.findIndex(item => findNode(item, ['tag']) === tag.node) : -1;
      const last = list?.kind === 'sequence' && list.items.length < 2;
      yield {
        span: tag.span,
        unnecessary: true,
        message: `No container configuration uses the base image ${tag.value}. Name it as the baseImage of one, or delete it here.`,
        fixes:
          list?.kind === 'sequence' && item >= 0 && !last
            ? [edit(`Delete ${tag.value}`, removeItem(source, list, item))]
            : [],
      };
    }
  },
};

function usedImages(configs: ContainerConfigs): ReadonlySet<string> {
  const id = configs.installId?.value.toLowerCase() ?? '';
  const version = configs.dssVersion?.value ?? '';
  const base = (kind: string, name: string | undefined) =>
    name ? withTag(name) : `dku-${kind}-base-${id}:dss-${version}`;
  return new Set([
    ...configs.executionConfigs.map(config => base('exec', config.baseImage?.value)),
    ...configs.sparkConfigs.map(config => base('spark', config.baseImage?.value)),
  ]);
}

/** Whether another base image of the repository is, or may be, built on top of the image. */
function isBuiltUpon(tag: string, index: number, { contexts }: ContainerConfigsSubject): boolean {
  return contexts.some((folder, i) => {
    const text = i === index ? '' : (folder?.dockerfile?.text ?? '');
    return text.includes(tag.replace(/:latest$/, '')) || /^\s*FROM\s[^\n]*\$/im.test(text);
  });
}
