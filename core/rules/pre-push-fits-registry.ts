import { addEntry, edit, replace } from '../edit.ts';
import type { Fix } from '../problem.ts';
import type { Rule } from '../rule.ts';

const ecr =
  /^(?:https?:\/\/)?(?:\w+\.dkr[.-]ecr(?:-fips)?\.[a-z0-9-]+\.(?:amazonaws\.com|amazonaws\.com\.cn|on\.aws|on\.amazonwebservices\.com\.cn))(?:\/|$)/i;
/** Names under which Amazon may be reached though they are not those of a private registry. */
const perhapsEcr = /amazonaws|\.aws\b|\becr\b|\$\{/i;

export const prePushFitsRegistry: Rule = {
  id: 'pre-push-fits-registry',
  title: 'The hook for Amazon ECR runs exactly for registries of Amazon ECR',
  severity: 'warning',
  about: 'container-configs',
  *check({ source, configs }) {
    // Where DSS 15 keeps the hook of a container configuration is not public.
    const flat = configs.shape === 'flat' ? configs.executionConfigs : [];
    for (const { root, prePushMode: mode, repositoryURL: url } of [...flat, ...configs.sparkConfigs]) {
      if (!url?.value) continue;
      if (mode?.value === 'ECR' && !perhapsEcr.test(url.value)) {
        yield {
          span: mode.span,
          message: `prePushMode is ECR, but ${url.value} is not a registry of Amazon ECR: the push would fail. Write NONE, or the registry that is meant.`,
          fixes: [edit('Change it to NONE', [replace(mode.span, 'NONE')])],
        };
      } else if ((mode === undefined || mode.value === 'NONE') && ecr.test(url.value)) {
        const title = mode ? 'Change it to ECR' : 'Add prePushMode: ECR';
        const add = (): readonly Fix[] =>
          url.entry && !url.entry.foreign && root.entries.includes(url.entry)
            ? [edit(title, [addEntry(source, root, 'prePushMode', 'ECR', url.entry)])]
            : [];
        yield {
          span: (mode ?? url).span,
          message: `${url.value} is a registry of Amazon ECR, but ${mode ? 'prePushMode is NONE' : 'there is no prePushMode'}: nothing logs in and makes the repositories before a push. Write ECR.`,
          fixes: mode ? [edit(title, [replace(mode.span, 'ECR')])] : add(),
        };
      }
    }
  },
};
