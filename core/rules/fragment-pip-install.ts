import { readFragments } from '../fragment.ts';
import { commandsOf } from '../fragment-command.ts';
import type { Rule } from '../rule.ts';

/** What pip itself is made of: to bring it up to date is no package of the code env. */
const tools = ['pip', 'setuptools', 'wheel'];

export const fragmentPipInstall: Rule = {
  id: 'fragment-pip-install',
  title: 'Packages stand in the package list',
  severity: 'information',
  about: 'code-env',
  *check({ source, env }) {
    if (env.lang === 'R') return;
    for (const fragment of readFragments(source, env)) {
      // Behind the packages it may well be meant: some packages can be built only then.
      if (fragment.key !== 'dockerfileAtStart' && fragment.key !== 'dockerfileBeforePackages') continue;
      for (const { words, span } of commandsOf(fragment)) {
        const packages = packagesOf(words);
        if (!packages || packages.every(name => tools.includes(name.replace(/[=<>~![].*$/, '')))) continue;
        yield {
          span,
          message: `pip install in ${fragment.key} comes before the packages of the code env are installed, and goes into another Python. Put the packages into specPackageList or spec/requirements.txt.`,
        };
      }
    }
  },
};

/** The packages of a `pip install`; undefined for other commands. */
function packagesOf(words: readonly string[]): readonly string[] | undefined {
  const program = words[0]?.slice((words[0]?.lastIndexOf('/') ?? -1) + 1) ?? '';
  const rest = /^pip[\d.]*$/.test(program)
    ? words.slice(1)
    : /^python[\d.]*$/.test(program) && words[1] === '-m' && words[2] === 'pip'
      ? words.slice(3)
      : [];
  return rest[0] === 'install' ? rest.slice(1).filter(word => !word.startsWith('-')) : undefined;
}
