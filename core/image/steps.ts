import corePackages from '../facts/core-packages.json' with { type: 'json' };
import type { CacheBustingLocation, CodeEnv, FragmentKey, Located } from '../model.ts';
import type { CodeEnvSubject } from '../rule.ts';
import { fileLines, type Line, linesOf, type Origin, originOf } from './origin.ts';

/** A package that DSS adds by itself, and where the key stands that makes it do so. */
export interface MandatoryLine extends Line {
  readonly key: 'mandatoryPackageList' | 'installCorePackages' | 'installJupyterSupport';
}

/** What an image build does after `FROM`, in order. */
export type Step =
  | { readonly kind: 'fragment'; readonly key: FragmentKey; readonly lines: readonly Line[] }
  | { readonly kind: 'bust-cache' }
  | {
      readonly kind: 'make-python-env';
      readonly interpreter: string;
      readonly options: readonly string[];
      readonly origin: Origin;
    }
  | {
      readonly kind: 'install-pip-packages';
      readonly requested: readonly Line[];
      readonly mandatory: readonly MandatoryLine[];
      readonly options: readonly string[];
      readonly origin: Origin;
    }
  | { readonly kind: 'make-r-env'; readonly origin: Origin }
  | {
      readonly kind: 'install-r-packages';
      readonly requested: readonly Line[];
      readonly mandatory: readonly MandatoryLine[];
      readonly mirror: string;
      readonly origin: Origin;
    }
  | { readonly kind: 'run-resources-script'; readonly lines: readonly Line[]; readonly origin: Origin }
  | {
      readonly kind: 'copy-resources';
      readonly folder: string;
      readonly variables: string;
      readonly origin: Origin;
    };

/** Where R packages come from if nobody says otherwise: the redirector of the R project. */
const usualMirror = 'https://cloud.r-project.org';

/** The steps of a code env's images. They are the same on every base image. */
export function stepsOf(toPlan: CodeEnvSubject): readonly Step[] {
  const { env } = toPlan;
  const bust = env.containerCacheBustingLocation?.value ?? 'AFTER_START_DOCKERFILE';
  const fragment = (key: FragmentKey): Step[] => fragmentStep(toPlan, key);
  const bustAt = (location: CacheBustingLocation): Step[] =>
    bust === location ? [{ kind: 'bust-cache' }] : [];
  return [
    ...bustAt('BEGINNING'),
    ...fragment('dockerfileAtStart'),
    ...bustAt('AFTER_START_DOCKERFILE'),
    ...fragment('dockerfileBeforePackages'),
    ...fragment('dockerfileAfterCondaPackages'),
    ...(env.lang === 'R' ? rSteps(toPlan) : pythonSteps(toPlan)),
    ...bustAt('AFTER_PACKAGES'),
    ...fragment('dockerfileAfterPackages'),
    ...bustAt('AFTER_AFTER_PACKAGES_DOCKERFILE'),
    ...resourcesSteps(toPlan),
    ...fragment('dockerfileAtEnd'),
    ...bustAt('END'),
  ];
}

function fragmentStep({ path, source, env }: CodeEnvSubject, key: FragmentKey): Step[] {
  const fragment = env.fragments[key];
  return fragment && fragment.value.trim() !== ''
    ? [{ kind: 'fragment', key, lines: linesOf(path, source, fragment) }]
    : [];
}

function pythonSteps(toPlan: CodeEnvSubject): Step[] {
  const { env, path, source } = toPlan;
  const origin = startOf(toPlan);
  const interpreter = /^PYTHON(\d)(\d+)$/.exec(env.pythonInterpreter?.value ?? '');
  return [
    {
      kind: 'make-python-env',
      interpreter: interpreter ? `python${interpreter[1]}.${interpreter[2]}` : 'python3',
      options: optionsOf(env, env.envSettings?.virtualenvCreateExtraOptions),
      origin: env.pythonInterpreter ? originOf(path, source, env.pythonInterpreter) : origin,
    },
    {
      kind: 'install-pip-packages',
      requested: requestedLines(toPlan),
      mandatory: mandatoryLines(toPlan),
      options: optionsOf(env, env.envSettings?.pipInstallExtraOptions),
      origin: env.specPackageList ? originOf(path, source, env.specPackageList) : origin,
    },
  ];
}

function rSteps(toPlan: CodeEnvSubject): Step[] {
  const { env, path, source } = toPlan;
  const mirror = env.envSettings?.inheritGlobalSettings?.value
    ? undefined
    : env.envSettings?.cranMirrorURL?.value;
  const origin = env.specPackageList ? originOf(path, source, env.specPackageList) : startOf(toPlan);
  return [
    { kind: 'make-r-env', origin: startOf(toPlan) },
    {
      kind: 'install-r-packages',
      requested: requestedLines(toPlan),
      mandatory: mandatoryLines(toPlan),
      mirror: mirror ?? usualMirror,
      origin,
    },
  ];
}

/** Without a mode, the script runs where there is one, as it does when DSS makes the code env. */
function resourcesSteps(toPlan: CodeEnvSubject): Step[] {
  const { env, path, source, folder } = toPlan;
  if (env.lang === 'R') return [];
  const script = env.resourcesInitScript
    ? linesOf(path, source, env.resourcesInitScript)
    : folder.resourcesInit && fileLines(folder.resourcesInit);
  const mode = env.dockerImageResources?.value ?? (script ? 'INIT' : 'NONE');
  const origin = env.dockerImageResources
    ? originOf(path, source, env.dockerImageResources)
    : startOf(toPlan);
  switch (mode) {
    case 'INIT':
      return script ? [{ kind: 'run-resources-script', lines: script, origin }] : [];
    case 'COPY':
      return [
        {
          kind: 'copy-resources',
          folder: `${folder.path}/resources`,
          variables: folder.resourcesEnv?.text ?? '{}\n',
          origin,
        },
      ];
    case 'NONE':
      return [];
  }
}

function startOf({ path, source, env }: CodeEnvSubject): Origin {
  return { path, line: source.lines.positionAt(env.root.span.start).line };
}

function requestedLines({ path, source, env, folder }: CodeEnvSubject): readonly Line[] {
  if (folder.packages) return fileLines(folder.packages);
  return env.specPackageList ? linesOf(path, source, env.specPackageList) : [];
}

/** What DSS adds by itself. What an export brings counts; otherwise what is public of it. */
function mandatoryLines({ env, path, source }: CodeEnvSubject): readonly MandatoryLine[] {
  if (env.mandatoryPackageList)
    return linesOf(path, source, env.mandatoryPackageList)
      .filter(({ text }) => text.trim() !== '')
      .map(line => ({ ...line, key: 'mandatoryPackageList' }));
  const sets: Readonly<Record<string, readonly string[]>> = corePackages.sets;
  const broughtBy = (key: 'installCorePackages' | 'installJupyterSupport', packages: readonly string[]) => {
    const asked = env[key];
    if (!asked?.value) return [];
    const { line } = originOf(path, source, asked);
    return packages.map(text => ({ text, key, origin: { path, line } }));
  };
  const core = env.lang === 'R' ? [] : (sets[env.corePackagesSet?.value ?? ''] ?? corePackages.newest);
  return [
    ...broughtBy('installCorePackages', core),
    ...broughtBy('installJupyterSupport', corePackages.jupyter[env.lang ?? 'PYTHON']),
  ];
}

/** The code env's own options count unless it inherits the instance's. */
function optionsOf(env: CodeEnv, options: readonly Located<string>[] | undefined): readonly string[] {
  return env.envSettings?.inheritGlobalSettings?.value ? [] : (options ?? []).map(option => option.value);
}

/** Whether a step is one of those that install packages, of which an image has one at most. */
export function isInstallation(
  step: Step,
): step is Extract<Step, { kind: 'install-pip-packages' | 'install-r-packages' }> {
  return step.kind === 'install-pip-packages' || step.kind === 'install-r-packages';
}

/** How many steps of an image there are up to the one that installs its packages, with that. */
export function installationEnd({ steps }: { readonly steps: readonly Step[] }): number {
  return steps.findIndex(isInstallation) + 1;
}
