import { resourcesCalls } from '../resources-functions.ts';
import type { Rule } from '../rule.ts';

/** Variables that a framework reads once, when it is imported. TORCH_HOME and TFHUB_CACHE_DIR are read when they are needed. */
const readAtImport: Readonly<Record<string, readonly string[]>> = {
  HF_HOME: ['transformers', 'sentence_transformers', 'huggingface_hub'],
  TRANSFORMERS_CACHE: ['transformers', 'sentence_transformers'],
  NLTK_DATA: ['nltk'],
};

/** Where a download says itself where it goes, no variable is needed for it. */
const folders = ['cache_dir', 'cache_folder', 'download_dir', 'local_dir'];

export const resourcesCacheBeforeImport: Rule = {
  id: 'resources-cache-before-import',
  title: 'Cache variables are set before the framework that reads them is imported',
  severity: 'warning',
  about: 'resources-script',
  *check({ path, script }) {
    if (script.calls.some(call => call.arguments.some(({ keyword }) => folders.includes(keyword ?? ''))))
      return;
    for (const { name, call } of resourcesCalls(script)) {
      if (!/^set_env_(?:var|path)$/.test(name) || !call.topLevel) continue;
      const variable = call.arguments[0]?.text ?? '';
      const readers = Object.hasOwn(readAtImport, variable) ? readAtImport[variable] : undefined;
      const early = script.imports.find(
        ({ module, start, topLevel }) =>
          topLevel && start < call.start && readers?.includes(module.split('.')[0] ?? ''),
      );
      if (!early) continue;
      const framework = early.module.split('.')[0];
      yield {
        span: call.span,
        message: `${variable} is set after ${framework} was imported, which reads it only then: the download would go elsewhere. Import ${framework} after this call.`,
        related: [{ path, span: early.span, message: `${framework} is imported here.` }],
      };
    }
  },
};
