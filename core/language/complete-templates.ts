import { newCorePackagesSets, newInterpreters, usualInterpreter } from '../create/interpreters.ts';
import { newWorkload, newWorkloads } from '../create/workload.ts';
import { folderOf, packagesFile } from '../files.ts';
import { freeName } from '../free-name.ts';
import type { EnvLang } from '../model.ts';
import type { Project, ReadFile } from '../project.ts';
import type { Kind } from '../schema.ts';
import { choice, plainText, type Snippet, stop } from '../snippet.ts';
import { type Completion, completionOf } from './completion.ts';
import { instanceOf } from './references.ts';
import type { Slot } from './slot.ts';

/** A whole of several lines, for a place where nothing of it is written yet. */
interface Template {
  readonly label: string;
  readonly title: string;
  readonly kind: Kind;
  /** The list that it is an item of; undefined for the root of a file. */
  readonly list?: string;
  /** Not for DSS 15 or later, where configurations have other keys. */
  readonly isFlat?: true;
  readonly lines: (asked: Asked) => readonly Snippet[];
}

interface Asked {
  readonly file: ReadFile;
  readonly slot: Slot;
  readonly project: Project;
}

const versionOf = ({ file, slot, project }: Asked): string =>
  instanceOf(file, slot.span.start, project)?.configs.dssVersion?.value ?? '14.3.2';

const namesBeside = ({ file }: Asked): readonly string[] =>
  file.documents
    .flatMap(({ configs, workloads }) => [
      ...(configs?.executionConfigs ?? []),
      ...(workloads?.workloads ?? []),
    ])
    .flatMap(({ name }) => name?.value ?? []);

/** None where a file beside the definition has them: both is an error. */
const packageLines = ({ file, project }: Asked, lang: EnvLang, example: string): readonly Snippet[] =>
  project.isTaken(packagesFile(folderOf(file.path), lang))
    ? []
    : ['specPackageList: |', `  ${stop(0, example)}`];

const templates: readonly Template[] = [
  {
    label: 'code-env-python',
    title: 'Code env of Python',
    kind: 'code-env',
    lines: asked => [
      'envLang: PYTHON',
      'deploymentMode: DESIGN_MANAGED',
      `pythonInterpreter: ${choice(1, [...new Set([usualInterpreter, ...newInterpreters])])}`,
      'installCorePackages: true',
      `corePackagesSet: ${choice(2, newCorePackagesSets)}`,
      `installJupyterSupport: ${choice(3, ['false', 'true'])}`,
      ...packageLines(asked, 'PYTHON', 'scikit-learn==1.5.2'),
      'allContainerConfs: true',
      'dockerImageResources: NONE',
    ],
  },
  {
    label: 'code-env-r',
    title: 'Code env of R',
    kind: 'code-env',
    lines: asked => [
      'envLang: R',
      'deploymentMode: DESIGN_MANAGED',
      'installCorePackages: true',
      `installJupyterSupport: ${choice(1, ['false', 'true'])}`,
      ...packageLines(asked, 'R', '"dplyr","1.1.4"'),
      'allContainerConfs: true',
    ],
  },
  {
    label: 'container-configs',
    title: 'Instance of DSS 14 or earlier',
    kind: 'container-configs',
    lines: asked => [
      `dssVersion: ${stop(1, versionOf(asked))}`,
      'nodeType: DESIGN',
      `installId: ${stop(2, 'local')}`,
      'executionConfigs:',
      `  - name: ${stop(3, 'cpu')}`,
      '    type: DOCKER',
      `    baseImage: ${stop(4, `company/exec-base:dss-${versionOf(asked)}`)}`,
    ],
  },
  {
    label: 'config-docker',
    title: 'Container configuration on Docker',
    kind: 'container-configs',
    list: 'executionConfigs',
    isFlat: true,
    lines: asked => [
      `name: ${stop(1, freeName('cpu', namesBeside(asked)))}`,
      'type: DOCKER',
      `baseImage: ${stop(0, `company/exec-base:dss-${versionOf(asked)}`)}`,
    ],
  },
  {
    label: 'config-kubernetes',
    title: 'Container configuration on Kubernetes',
    kind: 'container-configs',
    list: 'executionConfigs',
    isFlat: true,
    lines: asked => [
      `name: ${stop(1, freeName('gpu', namesBeside(asked)))}`,
      'type: KUBERNETES',
      `baseImage: ${stop(2, `company/exec-base:dss-${versionOf(asked)}`)}`,
      `repositoryURL: ${stop(3, 'registry.example.com/dss')}`,
      `kubernetesNamespace: ${stop(0, 'dss')}`,
    ],
  },
  {
    label: 'workload',
    title: 'Workloads of an instance',
    kind: 'workloads',
    lines: ({ file, project }) => newWorkloads(project.instanceOf(file.path), project).split('\n'),
  },
  {
    label: 'workload',
    title: 'Workload',
    kind: 'workloads',
    list: 'workloads',
    lines: asked => newWorkload(asked.project.instanceOf(asked.file.path), asked.project, namesBeside(asked)),
  },
];

/** What can be written as a whole where the first key of a file or of an item of a list is missing. */
export function completeTemplates(asked: Asked): readonly Completion[] {
  const { file, slot, project } = asked;
  const [list, index, ...deeper] = slot.path;
  const isFree = slot.taken.length === 0 && slot.lastOnLine && !slot.flow && !slot.colon && slot.quote === '';
  const isRootOrItem = list === undefined || (typeof index === 'number' && deeper.length === 0);
  if (!isFree || !isRootOrItem || slot.after !== '' || file.source.language === 'json') return [];
  const isSplit = instanceOf(file, slot.span.start, project)?.configs.shape === 'split';
  const lineBreak = /\r?\n/.exec(file.source.text)?.[0] ?? '\n';
  return templates
    .filter(({ kind, list: own, isFlat }) => kind === file.kind && own === list && !(isFlat && isSplit))
    .map(({ label, title, lines }, i) => {
      const made = lines(asked);
      const snippet = made.join(lineBreak + ' '.repeat(slot.column));
      const about = {
        label,
        kind: 'template' as const,
        detail: title,
        documentation: ['```yaml', plainText(made.join('\n')), '```'].join('\n'),
        // Keys come first, but not those that DSS writes.
        sortText: `t${i}`,
      };
      return {
        ...completionOf(slot, { text: plainText(snippet) }, about),
        snippet: slot.before + snippet,
      };
    });
}
