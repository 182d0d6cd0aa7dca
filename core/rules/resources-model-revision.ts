import type { Rule } from '../rule.ts';

/** Downloads of the Hugging Face hub, which take the newest state of a model unless a revision is named. */
const downloads = /(?:^|\.)(?:from_pretrained|snapshot_download|hf_hub_download)$/;

export const resourcesModelRevision: Rule = {
  id: 'resources-model-revision',
  title: 'A resources script names the revision of a model',
  severity: 'hint',
  about: 'resources-script',
  *check({ script }) {
    for (const { callee, span, arguments: args } of script.calls) {
      if (!downloads.test(callee) || args.some(({ spread, keyword }) => spread || keyword === 'revision'))
        continue;
      const model = args.find(({ keyword }) => keyword === 'repo_id') ?? args[0];
      // Names of models are `name` or `organization/name`; what looks like a path is one.
      if (model?.text === undefined || !/^[\w.-]+(?:\/[\w.-]+)?$/.test(model.text)) continue;
      if (model.keyword !== undefined && model.keyword !== 'repo_id') continue;
      yield {
        span,
        message: `${model.text} is downloaded in its newest state: each image build may get another one. Name a revision=… of it.`,
      };
    }
  },
};
