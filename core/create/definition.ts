import type { EnvLang } from '../model.ts';
import { stringify } from '../yaml.ts';
import type { Imported } from './imported.ts';
import { usualInterpreter } from './interpreters.ts';

/** What a new code env is to be. */
export interface EnvChoices {
  readonly lang: EnvLang;
  /** As in `PYTHON311`. Of a code env of Python alone. */
  readonly interpreter?: string;
  readonly corePackages: boolean;
  /** Which of them, as in `AUTO`. Of a code env of Python alone. */
  readonly corePackagesSet?: string;
  readonly jupyter: boolean;
  /** The names of container configurations, or all that there are. */
  readonly configs: 'all' | readonly string[];
}

/** The kinds of node that code envs are written for. */
export type NodeType = 'DESIGN' | 'AUTOMATION';

/** The choices that nobody made, for a code env of this language. */
export function usualChoices(lang: EnvLang, interpreter = usualInterpreter): EnvChoices {
  return {
    lang,
    ...(lang === 'PYTHON' && { interpreter, corePackagesSet: 'AUTO' }),
    corePackages: true,
    jupyter: false,
    configs: 'all',
  };
}

/** The text of a definition. Its name is that of its place. `content` is what a file of another tool said. */
export function newDefinition(choices: EnvChoices, node: NodeType = 'DESIGN', content?: Imported): string {
  const { lang, corePackages, jupyter, configs } = choices;
  const conda = content?.condaPackages ?? [];
  const settings = {
    ...(conda.length > 0 && { conda: true }),
    ...(lang === 'PYTHON' && { pythonInterpreter: choices.interpreter ?? usualInterpreter }),
    installCorePackages: corePackages,
    ...(lang === 'PYTHON' && corePackages && { corePackagesSet: choices.corePackagesSet ?? 'AUTO' }),
    installJupyterSupport: jupyter,
  };
  const packages = {
    ...(conda.length > 0 && { specCondaEnvironment: asBlock(conda) }),
    specPackageList: asBlock(content ? content.packages : [example(lang)]),
  };
  const definition = {
    envLang: lang,
    deploymentMode: node === 'DESIGN' ? 'DESIGN_MANAGED' : 'AUTOMATION_SINGLE',
    ...(node === 'DESIGN'
      ? { ...settings, ...packages }
      : { currentVersion: { desc: settings, ...packages } }),
    allContainerConfs: configs === 'all',
    ...(configs !== 'all' && { containerConfs: configs }),
    ...(node === 'DESIGN' && lang === 'PYTHON' && { dockerImageResources: 'NONE' }),
  };
  return head(content, conda.length > 0) + stringify(definition, { blockQuote: 'literal', lineWidth: 0 });
}

function example(lang: EnvLang): string {
  return lang === 'R'
    ? '# One package a line, as in: "dplyr","1.1.4"'
    : '# One package a line, as in: scikit-learn==1.5.2';
}

/** Lines that YAML can have as a block: without an indentation at the beginning. */
function asBlock(lines: readonly string[]): string {
  const text = lines.join('\n').trim();
  return text === '' ? '' : `${text}\n`;
}

/** What is said above a definition: what is not in it. */
function head(content: Imported | undefined, isConda: boolean): string {
  const notes = [
    ...(isConda ? ['Made with Conda: DSS builds its images, and Code Envs does not build such yet.'] : []),
    ...(content && content.left.length > 0
      ? ['Not taken over:', ...content.left.map(note => `- ${note}`)]
      : []),
  ];
  return notes.map(note => `# ${note}\n`).join('');
}
