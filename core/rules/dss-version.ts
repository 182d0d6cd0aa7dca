import { readDssVersion } from '../dss-version.ts';
import { edit, renderScalar, replace } from '../edit.ts';
import type { Rule } from '../rule.ts';

export const dssVersion: Rule = {
  id: 'dss-version',
  title: 'dssVersion is a version',
  severity: 'error',
  about: 'container-configs',
  *check({ source, configs }) {
    const version = configs.dssVersion;
    if (!version || readDssVersion(version.value)) return;
    const meant = /\d+\.\d+\.\d+/.exec(version.value)?.[0];
    yield {
      span: version.span,
      message: `${JSON.stringify(version.value)} is no version of DSS: neither base images nor the keys of this file can be held to it. Write it as ${meant ?? '14.3.2'}.`,
      fixes: meant ? [edit(`Write ${meant}`, [replace(version.span, renderVersion(meant))])] : [],
    };

    function renderVersion(text: string): string {
      const node = version?.node;
      const plain = node?.kind === 'scalar' && node.style === 'plain' && source.language === 'yaml';
      return plain ? text : renderScalar(text, source);
    }
  },
};
