import { create, edit, removeEntry, replace } from '../edit.ts';
import type { ResourcesMode } from '../model.ts';
import type { Fix } from '../problem.ts';
import type { CodeEnvSubject, Finding, Rule } from '../rule.ts';

const does: Readonly<Record<ResourcesMode, string>> = {
  INIT: 'run the script in the image build',
  COPY: 'copy the resources folder',
  NONE: 'no resources in the images',
};

const script = `# Fills the resources folder. DSS runs it, and an image build with dockerImageResources: INIT does.
from dataiku.code_env_resources import clear_all_env_vars, set_env_path

clear_all_env_vars()
# A path is relative to the resources folder.
set_env_path("HF_HOME", "huggingface")
`;

export const resourcesModeFits: Rule = {
  id: 'resources-mode-fits',
  title: 'The resources mode fits what there is',
  severity: 'error',
  about: 'code-env',
  *check(subject) {
    yield* modeWithoutMeaning(subject);
    yield* modeWithoutSource(subject);
    yield* scriptWithoutCorePackages(subject);
  },
};

/** R and external Conda envs have no resources. Source: doc.dataiku.com, code-envs/operations-python. */
function* modeWithoutMeaning({ source, env }: CodeEnvSubject): Iterable<Finding> {
  const mode = env.dockerImageResources;
  if (!mode?.entry || !hasNoResources(env)) return;
  const what = env.lang === 'R' ? 'an R code env' : 'an external Conda env';
  const owned = env.root.entries.includes(mode.entry);
  yield {
    span: mode.span,
    severity: mode.value === 'NONE' ? 'information' : 'warning',
    message: `dockerImageResources is ${mode.value}, but ${what} has no resources. Delete the key.`,
    fixes: owned
      ? [edit('Delete dockerImageResources', removeEntry(source, env.root, mode.entry))]
      : [edit('Change it to NONE', [replace(mode.span, 'NONE')])],
  };
}

function* modeWithoutSource(subject: CodeEnvSubject): Iterable<Finding> {
  const { env, folder } = subject;
  const mode = env.dockerImageResources;
  if (!mode || hasNoResources(env)) return;
  const hasScript = env.resourcesInitScript !== undefined || folder.resourcesInit !== undefined;
  const finding = (message: string, modes: readonly ResourcesMode[], more: readonly Fix[] = []): Finding => ({
    span: mode.span,
    message,
    fixes: [
      ...modes.map(other =>
        edit(`Change it to ${other}: ${does[other]}`, [
          replace(mode.span, subject.source.language === 'json' ? JSON.stringify(other) : other),
        ]),
      ),
      ...more,
    ],
  });
  if (mode.value === 'INIT' && !hasScript) {
    yield {
      ...finding(
        'dockerImageResources is INIT, but there is no resources initialization script. Write spec/resources_init.py, or choose another mode.',
        [folder.hasResources ? 'COPY' : 'NONE'],
        [create('Create spec/resources_init.py', `${folder.path}/spec/resources_init.py`, script)],
      ),
      severity: 'warning',
    };
  } else if (mode.value === 'COPY' && !folder.hasResources) {
    yield finding(
      `dockerImageResources is COPY, but there is no resources folder beside the definition. Make one, or choose another mode.`,
      [hasScript ? 'INIT' : 'NONE'],
      // A folder is there once something is in it.
      [create('Create resources/', `${folder.path}/resources/.gitkeep`, '')],
    );
  } else if (mode.value === 'NONE' && (hasScript || folder.hasResources)) {
    const there = [
      ...(hasScript ? ['a resources initialization script'] : []),
      ...(folder.hasResources ? ['a resources folder'] : []),
    ];
    yield {
      ...finding(
        `dockerImageResources is NONE, but there is ${there.join(' and ')}: nothing of it comes into the images. Choose the mode that uses it, or delete it.`,
        [...(hasScript ? ['INIT' as const] : []), ...(folder.hasResources ? ['COPY' as const] : [])],
      ),
      severity: 'warning',
    };
  }
}

function* scriptWithoutCorePackages({ env, folder }: CodeEnvSubject): Iterable<Finding> {
  const core = env.installCorePackages;
  if (hasNoResources(env) || core?.value !== false) return;
  if (!env.resourcesInitScript && !folder.resourcesInit) return;
  yield {
    span: core.span,
    message:
      'installCorePackages is false, but there is a resources initialization script, which needs the core packages. Install them, or delete the script.',
    fixes: [edit('Install the core packages', [replace(core.span, 'true')])],
  };
}

function hasNoResources(env: CodeEnvSubject['env']): boolean {
  return env.lang === 'R' || env.deploymentMode?.value === 'EXTERNAL_CONDA_NAMED';
}
