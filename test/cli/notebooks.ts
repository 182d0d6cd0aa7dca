// Texts of notebooks and workloads for tests, and code envs for them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeIn } from './run-cli.ts';

/** Settings of a code env that needs no network: its packages are in the base image. */
const offline = `envSettings:
  inheritGlobalSettings: false
  virtualenvCreateExtraOptions: [--system-site-packages]
  pipInstallExtraOptions: [--no-index, --find-links, /opt/packages/python]
  cranMirrorURL: file:///opt/packages/R
`;

/**
 * Adds to a copy of the examples the container configuration `notebooks`, whose base image has Jupyter's kernels, and the
 * code envs `lab` (Python) and `rlab` (R) for it. In the examples themselves they would make `npm start` a minute longer.
 */
export function addNotebookEnvs(folder: string): void {
  writeIn(
    folder,
    'base-images/notebooks/Dockerfile',
    `FROM company/exec-base:dss-14.3.2
RUN apt-get update && apt-get install -y --no-install-recommends python3-ipykernel r-cran-irkernel && rm -rf /var/lib/apt/lists/*
`,
  );
  const configs = readFileSync(join(folder, 'container-configs.yaml'), 'utf8');
  writeIn(
    folder,
    'container-configs.yaml',
    configs.replace(
      '\nexecutionConfigs:\n',
      `  - tag: company/exec-base-notebooks:dss-14.3.2
    context: base-images/notebooks

executionConfigs:
  - name: notebooks
    type: DOCKER
    usableBy: ALL
    baseImage: company/exec-base-notebooks:dss-14.3.2
    dockerNetwork: none
`,
    ),
  );
  for (const [name, lang] of [
    ['lab', 'PYTHON'],
    ['rlab', 'R'],
  ])
    writeIn(
      folder,
      `envs/${name}/code-env.yaml`,
      `envLang: ${lang}\ndeploymentMode: DESIGN_MANAGED\ninstallCorePackages: false\ninstallJupyterSupport: true\ncontainerConfs: [notebooks]\n${offline}`,
    );
}

/** A notebook of format 4.5: cells of text, then cells of code. */
export function notebook(texts: readonly string[], codes: readonly string[]): string {
  const cell = (cell_type: string, source: string, i: number) => ({
    id: `${cell_type}-${i}`,
    cell_type,
    metadata: {},
    // Both forms that the format has for lines.
    source: i % 2 === 0 ? source : source.split(/(?<=\n)/),
    ...(cell_type === 'code' && { outputs: [], execution_count: null }),
  });
  return JSON.stringify({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: [
      ...texts.map((text, i) => cell('markdown', text, i)),
      ...codes.map((code, i) => cell('code', code, i)),
    ],
  });
}

/** Entries of a `workloads.yaml`. */
export function workloads(
  entries: readonly { name: string; type: string; file: string; env: string; config: string }[],
): string {
  return entries
    .map(
      ({ name, type, file, env, config }) => `  - name: ${name}
    type: ${type}
    file: ${file}
    envSelection: { envMode: EXPLICIT_ENV, envName: ${env} }
    containerSelection: { containerMode: EXPLICIT_CONTAINER, containerConf: ${config} }
`,
    )
    .join('');
}
