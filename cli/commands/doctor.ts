import { relative } from 'node:path';
import { findKind, type Instance, registryOf } from '../../core/index.ts';
import manifest from '../../package.json' with { type: 'json' };
import { toPath } from '../../workspace/index.ts';
import { type Loaded, load } from '../load.ts';
import { countOf } from '../planned.ts';
import { noInstance } from '../print/no-instance.ts';
import { oneLine } from '../print/one-line.ts';
import { counts, printedProblems } from '../print/problems.ts';
import { configuredBases } from '../state/configured-bases.ts';
import { Engines } from '../state/engines.ts';
import { type ExitCode, exit, type Terminal } from '../terminal.ts';

/** What one probe found. What is wrong says what to do, maybe in several lines. */
interface Finding {
  readonly about: string;
  readonly isWell: boolean;
  readonly text: string;
}

/** `doctor`: looks at all that builds and runs need, and prints what is wrong with it, and what to do. */
export async function doctor(terminal: Terminal): Promise<ExitCode> {
  const loaded = await load(['.'], terminal);
  const instances = instancesOf(loaded, terminal);
  const findings: Finding[] = [];
  const tell = (found: readonly Finding[]) => {
    findings.push(...found);
    for (const { about, isWell, text } of found)
      terminal.write(`${isWell ? '✓' : '✗'} ${about}: ${text.replaceAll('\n', '\n  ')}\n`);
  };
  tell([
    {
      about: 'program',
      isWell: true,
      text: `code-envs ${manifest.version} on Node ${process.versions.node}`,
    },
    ...instanceFindings(instances, terminal),
    definitionsFinding(loaded, terminal),
  ]);
  const engines = new Engines(terminal.signal);
  try {
    tell(await engineFindings(instances, engines));
    tell(await baseFindings(instances, engines));
  } finally {
    await engines.close();
  }
  tell(await loginFindings(instances));
  tell(await clusterFindings(instances));
  const wrong = findings.filter(({ isWell }) => !isWell).length;
  terminal.log(wrong === 0 ? 'All is well.' : `${wrong} of ${countOf(findings.length, 'probe')} failed.`);
  return wrong === 0 ? exit.well : exit.problems;
}

/** The instances in the terminal's folder, and the one that the folder is in. */
function instancesOf({ files, project }: Loaded, { folder }: Terminal): readonly Instance[] {
  const paths = files.map(({ path }) => path).filter(path => findKind(path) === 'container-configs');
  const above = project.instanceOf(`${toPath(folder)}/code-env.yaml`);
  return [...new Set([...paths, ...(above ? [above.path] : [])])].flatMap(path => {
    const configs = project.file(path)?.documents[0]?.configs;
    return configs ? [{ path, configs }] : [];
  });
}

function instanceFindings(instances: readonly Instance[], { folder }: Terminal): Finding[] {
  if (instances.length === 0)
    return [
      {
        about: 'instance',
        isWell: false,
        text: noInstance,
      },
    ];
  return instances.map(({ path, configs }) => ({
    about: 'instance',
    isWell: true,
    text: `${toPath(relative(folder, path))}, DSS ${configs.dssVersion?.value ?? 'of an unknown version'}, ${countOf(configs.executionConfigs.length, 'container configuration')}`,
  }));
}

function definitionsFinding({ files }: Loaded, { folder }: Terminal): Finding {
  const wrong = printedProblems(files, folder).filter(counts).length;
  return {
    about: 'definitions',
    isWell: wrong === 0,
    text:
      wrong === 0
        ? `${countOf(files.length, 'file')} without an error`
        : `${countOf(wrong, 'problem')}. \`code-envs check\` tells them, \`code-envs fix\` repairs what leaves no choice.`,
  };
}

/** The engine that answers where no configuration names another, and those that are named. */
async function engineFindings(instances: readonly Instance[], engines: Engines): Promise<Finding[]> {
  const named = instances.flatMap(({ configs }) =>
    configs.executionConfigs.map(({ dockerHost }) => dockerHost?.value || undefined),
  );
  const addresses = new Set(named.length > 0 ? named : [undefined]);
  return await Promise.all(
    [...addresses].map(address => probe('engine', () => engines.connect(address).then(({ title }) => title))),
  );
}

/** Whether the engines have what images are to be built on. */
async function baseFindings(instances: readonly Instance[], engines: Engines): Promise<Finding[]> {
  const bases = await configuredBases(instances, engines);
  return bases.map(({ tag, isWell, text }) => ({
    about: 'base image',
    isWell,
    text: (text === undefined ? tag : `${tag}: ${text}`).split('\n').map(oneLine).join('\n'),
  }));
}

/** Whether `docker login` has stored something for each registry. */
async function loginFindings(instances: readonly Instance[]): Promise<Finding[]> {
  const urls = instances.flatMap(({ configs }) =>
    configs.executionConfigs.flatMap(config => registryOf(config, configs)?.value || []),
  );
  if (urls.length === 0) return [];
  const { findRegistry, hasLogin } = await import('../../engine/index.ts');
  const registries = new Set(urls.map(url => findRegistry(`${url}/image`)));
  return Promise.all(
    [...registries].map(async registry => {
      const isWell = await hasLogin(registry);
      const text = isWell
        ? `${oneLine(registry)}, as \`docker login\` stored it`
        : `There is none for ${oneLine(registry)}, so that --push works only if it lets everybody in. Run \`docker login ${oneLine(registry)}\`.`;
      return { about: 'login', isWell, text };
    }),
  );
}

/** Whether the cluster answers, where a configuration is of it. */
async function clusterFindings(instances: readonly Instance[]): Promise<Finding[]> {
  const isOnCluster = instances.some(({ configs }) =>
    configs.executionConfigs.some(({ type }) => type?.value === 'KUBERNETES'),
  );
  if (!isOnCluster) return [];
  const ask = async () => {
    const { connectKubernetes } = await import('../../engine/kubernetes/index.ts');
    const cluster = await connectKubernetes();
    await cluster.listJobs(cluster.namespace, {});
    return cluster.title;
  };
  return [await probe('cluster', ask)];
}

/** What `ask` says of it, or why it cannot be reached. */
async function probe(about: string, ask: () => Promise<string>): Promise<Finding> {
  try {
    return { about, isWell: true, text: await ask() };
  } catch (error) {
    if (!(error instanceof Error && error.name === 'EngineError')) throw error;
    return { about, isWell: false, text: error.message };
  }
}
