// The text that both language servers are given.

/** A code env definition, the instance that it belongs to, and where its text can be changed. */
export interface Definition {
  readonly lines: number;
  readonly text: string;
  readonly instance: string;
  /** The lines that name a group: a letter at the end of such a line leaves the text right. */
  readonly names: readonly number[];
  /** The lines that end with `true` where only true or false may stand: a letter more is a mistake. */
  readonly switches: readonly number[];
}

const packages = ['pandas', 'numpy', 'scikit-learn', 'lightgbm', 'pyarrow', 'requests', 'statsmodels'];

/**
 * A right definition of this many lines, at least 40. It grows as real ones do, everywhere at once: groups with
 * permissions (three quarters of its lines), requested and installed packages, container configurations, comments.
 */
export function makeDefinition(lines: number): Definition {
  const share = (part: number) => Math.max(2, Math.floor((lines - 30) * part));
  const configs = numbered(share(0.03), i => `cluster-${i}`);
  const head = [
    '# Scores customers.',
    'envLang: PYTHON',
    'deploymentMode: DESIGN_MANAGED',
    'pythonInterpreter: PYTHON311',
    'installCorePackages: true',
    'corePackagesSet: AUTO',
    'installJupyterSupport: false',
    'owner: data-platform',
    '',
    '# One release at a time: see the runbook.',
    'specPackageList: |',
    ...numbered(share(0.1), i => `  ${packages[i % packages.length]}-${i}==${i % 4}.${i % 10}.1`),
    'actualPackageList: |',
    ...numbered(share(0.07), i => `  ${packages[i % packages.length]}-${i}==${i % 4}.${i % 10}.1`),
    'allContainerConfs: false',
    'containerConfs:',
    ...configs.map(name => `  - ${name}`),
    'envSettings:',
    '  inheritGlobalSettings: false',
    '  pipInstallExtraOptions: [--index-url, https://packages.example.com/simple]',
    'dockerfileAtEnd: |',
    '  ENV OMP_NUM_THREADS=4',
    'usableByAll: false',
    'permissions:',
  ];
  const text = [...head, ...permissions(lines - head.length)];
  const found = (ending: RegExp) => text.flatMap((line, i) => (ending.test(line) ? [i] : []));
  return {
    lines,
    text: text.map(line => `${line}\n`).join(''),
    instance: makeInstance(configs),
    names: found(/^ {2}- group: /),
    switches: found(/^ {4}\w+: true$/),
  };
}

/** Groups of four lines each; comments fill what is left over. */
function permissions(lines: number): readonly string[] {
  const groups = numbered(Math.floor(lines / 4), i => [
    `  - group: team-${i}`,
    '    use: true',
    `    update: ${i % 3 === 0}`,
    `    manageUsers: ${i % 5 === 0} # asked for in ticket ${1000 + i}`,
  ]).flat();
  return [...groups, ...numbered(lines % 4, i => `  # Group ${i} left the company.`)];
}

function makeInstance(configs: readonly string[]): string {
  const entries = configs.map(
    name =>
      `  - name: ${name}\n    type: DOCKER\n    usableBy: ALL\n    baseImage: company/exec:dss-14.3.2\n`,
  );
  return `dssVersion: 14.3.2\nnodeType: DESIGN\ninstallId: bench\nexecutionConfigs:\n${entries.join('')}`;
}

function numbered<T>(count: number, make: (i: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, i) => make(i));
}
