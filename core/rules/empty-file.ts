import { edit, replace } from '../edit.ts';
import type { Rule } from '../rule.ts';

const skeletons = {
  'code-env': 'envLang: PYTHON\ndeploymentMode: DESIGN_MANAGED\n',
  'container-configs': 'dssVersion: ""\nexecutionConfigs: []\n',
  workloads: 'workloads: []\n',
};

const meant = {
  'code-env': 'a code env: write at least envLang and deploymentMode',
  'container-configs': 'an instance: write at least dssVersion and executionConfigs',
  workloads: 'the workloads of an instance: write at least workloads',
};

export const emptyFile: Rule = {
  id: 'empty-file',
  title: 'A definition says something',
  severity: 'error',
  about: 'document',
  *check({ kind, source, document }) {
    if (document.root || source.problems.length > 0) return;
    const { end } = document.span;
    const text = `${/[^\n]$/.test(source.text.slice(0, end)) ? '\n' : ''}${skeletons[kind]}`;
    yield {
      span: { start: document.span.start, end: Math.min(end, document.span.start + 1) },
      message: `Nothing is defined here. The file stands for ${meant[kind]}.`,
      fixes:
        source.language === 'yaml'
          ? [edit('Write the keys that are needed', [replace({ start: end, end }, text)])]
          : [],
    };
  },
};
