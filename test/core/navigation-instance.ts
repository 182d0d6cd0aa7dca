import { applyEdits, type PlacedEdit, type Target } from '../../core/index.ts';

/** Two instances in one workspace, with the same names. */
export const instances: Readonly<Record<string, string>> = {
  '/w/a/container-configs.yaml': `dssVersion: 14.3.2
baseImages:
  - tag: company/base:1
    context: bases/plain
  - { tag: company/plots:1, context: ./bases/plots/ }
executionConfigs:
  - name: cpu
    type: DOCKER
    baseImage: company/base:1
  - { name: "plots", type: DOCKER, baseImage: 'company/plots:1' }
defaultExecutionConfig: cpu
codeEnvs:
  defaultPythonEnv: churn
`,
  '/w/a/bases/plain/Dockerfile': 'FROM debian:12\n',
  '/w/a/bases/plots/Dockerfile': 'FROM company/base:1\nCOPY --from=company/base:1 /a /a\n',
  '/w/a/envs/churn/code-env.yaml': `envLang: PYTHON
deploymentMode: DESIGN_MANAGED
containerConfs: [cpu, "plots"]
`,
  '/w/a/envs/many.code-env.yaml': `envName: first
envLang: PYTHON
containerConfs:
  - cpu # the usual one
---
envName: 'second'
envLang: R
containerConfs: ['cpu', gpu]
`,
  '/w/a/workloads.yaml': `workloads:
  - name: score
    type: PYTHON_RECIPE
    file: recipes/score.py
    envSelection: { envMode: EXPLICIT_ENV, envName: churn }
    containerSelection: { containerMode: EXPLICIT_CONTAINER, containerConf: "cpu" }
  - name: plot
    type: R_RECIPE
    file: "recipes/plot.R"
    envSelection:
      envMode: EXPLICIT_ENV
      envName: second
`,
  '/w/a/recipes/score.py': '',
  '/w/b/container-configs.yaml': 'executionConfigs:\n  - name: cpu\n    type: DOCKER\n',
  '/w/b/envs/churn/code-env.yaml': 'envLang: PYTHON\ncontainerConfs: [cpu]\n',
  '/w/b/workloads.yaml': 'workloads:\n  - name: score\n    envSelection: { envName: churn }\n',
};

/** The text of {@link instances} at `path`, with a cursor `|` before the `nth` place where `word` stands. */
export function marked(path: string, word: string, nth = 1, files = instances): string {
  const text = files[path] ?? '';
  let at = -1;
  for (let i = 0; i < nth; i++) at = text.indexOf(word, at + 1);
  if (at < 0) throw new Error(`${path} has no ${word}`);
  return `${text.slice(0, at)}|${text.slice(at)}`;
}

/** `path: line: text` of each place, in their order. */
export function told(targets: readonly Target[], files = instances): readonly string[] {
  return targets.map(({ path, span }) => {
    const text = files[path] ?? '';
    return `${path.slice(3)}:${text.slice(0, span.start).split('\n').length}: ${text.slice(span.start, span.end)}`;
  });
}

/** The files that edits change, after them. */
export function edited(edits: readonly PlacedEdit[], files = instances): Readonly<Record<string, string>> {
  const paths = [...new Set(edits.map(({ path }) => path))];
  return Object.fromEntries(
    paths.map(path => [
      path,
      applyEdits(
        files[path] ?? '',
        edits.filter(edit => edit.path === path),
      ),
    ]),
  );
}

/** The lines that edits change, as they are then: `path:line: text`. */
export function changedLines(edits: readonly PlacedEdit[], files = instances): readonly string[] {
  return Object.entries(edited(edits, files)).flatMap(([path, text]) => {
    const before = (files[path] ?? '').split('\n');
    return text
      .split('\n')
      .flatMap((line, i) => (line === before[i] ? [] : `${path.slice(3)}:${i + 1}: ${line.trim()}`));
  });
}
