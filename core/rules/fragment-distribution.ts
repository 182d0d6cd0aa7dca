import { buildsOnImageOfDss, type Distribution, distributionOf, majorVersion } from '../dss-images.ts';
import { readFragments } from '../fragment.ts';
import { commandsOf, type FragmentCommand } from '../fragment-command.ts';
import type { Rule } from '../rule.ts';

/** Package tools of other distributions, which images with dnf do not have. */
const foreignTools: Readonly<Record<string, string>> = {
  'apt-get': 'Debian and Ubuntu',
  apt: 'Debian and Ubuntu',
  apk: 'Alpine',
  zypper: 'SUSE',
};

export const fragmentDistribution: Rule = {
  id: 'fragment-distribution',
  title: "Dockerfile fragments fit the distribution of DSS's images",
  severity: 'warning',
  about: 'code-env',
  *check(subject) {
    const { path, source, env, instance } = subject;
    const major = majorVersion(instance);
    const own = major === undefined ? undefined : distributionOf(major);
    if (!own || !instance || !buildsOnImageOfDss(subject)) return;
    const version = instance.configs.dssVersion;
    for (const fragment of readFragments(source, env)) {
      for (const command of commandsOf(fragment)) {
        const foreign = foreignTo(command, own);
        if (!foreign) continue;
        yield {
          span: command.span,
          message: `${foreign}, but images of DSS ${major} are ${own.name}. Use dnf or yum and packages for ${own.name}.`,
          related: version
            ? [{ path: instance.path, span: version.span, message: 'The version of DSS.' }]
            : [{ path, span: command.span, message: 'The command.' }],
        };
      }
    }
  },
};

function foreignTo({ words, conditional }: FragmentCommand, own: Distribution): string | undefined {
  if (conditional) return undefined;
  const tool = words[0] ?? '';
  if (Object.hasOwn(foreignTools, tool)) return `${tool} is the package tool of ${foreignTools[tool]}`;
  if (!/^(?:yum|dnf|rpm|yum-config-manager)$/.test(tool)) return undefined;
  for (const word of words.slice(1)) {
    const release =
      /(?:\b(?:rhel|centos|epel-release-latest-|almalinux|rocky)-?|[.-]el)([789])(?![\d])/i.exec(word);
    if (release && Number(release[1]) !== own.release)
      return `${word} is for release ${release[1]} of Enterprise Linux`;
    if (own.release > 7 && /^(?:centos-release-scl(?:-rh)?|devtoolset-\d+\S*|rh-python\d+\S*)$/.test(word))
      return `${word} is a package of CentOS 7`;
  }
  return undefined;
}
