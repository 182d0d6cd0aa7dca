import {
  configNames,
  folderOf,
  type Instance,
  importFile,
  newCorePackagesSets,
  newDefinition,
  newInstance,
  newInterpreters,
  placeOfNewEnv,
  usualChoices,
  usualInterpreter,
} from '../core/index.ts';
import {
  type CreationAnswer,
  creationRequest,
  type ImportFileAnswer,
  type ImportFileParams,
  importFileRequest,
  type NewEnvParams,
  type NewFile,
  type NewInstanceParams,
  newEnvRequest,
  newInstanceRequest,
} from '../protocol/index.ts';
import { findDefinitions } from '../workspace/index.ts';
import { pathOf, uriOf } from './convert.ts';
import type { Serving } from './serving.ts';
import type { Workspace } from './workspace.ts';

/** Answers what new files are to be. Nothing is written here: that is the editor's. */
export function serveCreating({ connection, workspace }: Serving): void {
  connection.onRequest(creationRequest, () => creation(workspace));
  connection.onRequest(newEnvRequest, (params: NewEnvParams) => newEnv(params, workspace));
  connection.onRequest<ImportFileAnswer, void>(importFileRequest, (params: ImportFileParams) =>
    imported(params, workspace),
  );
  connection.onRequest(newInstanceRequest, ({ baseImage, ...params }: NewInstanceParams) =>
    newInstance({ ...params, baseImage }),
  );
}

async function creation(workspace: Workspace): Promise<CreationAnswer> {
  return {
    instances: (await instancesOf(workspace)).map(instance => ({
      uri: uriOf(instance.path),
      configs: configNames(instance.configs),
      taken: namesOf(instance, workspace),
    })),
    interpreters: [...new Set([usualInterpreter, ...newInterpreters])],
    corePackagesSets: newCorePackagesSets,
  };
}

function newEnv({ name, at, choices }: NewEnvParams, workspace: Workspace): NewFile {
  const path = pathOf(at) ?? '';
  const configs = workspace.project.file(path)?.documents[0]?.configs;
  const instance = configs && { path, configs };
  return {
    uri: uriOf(placeIn(instance, path, name, workspace)),
    text: newDefinition(choices, nodeOf(instance)),
  };
}

async function imported(
  { uri, text, name: wanted }: ImportFileParams,
  workspace: Workspace,
): Promise<ImportFileAnswer> {
  const path = pathOf(uri) ?? '';
  const found = importFile(path, text);
  if ('problem' in found) return found;
  // The instance of the file, else the only one that there is.
  const others = await instancesOf(workspace);
  const instance = workspace.project.instanceOf(path) ?? (others.length === 1 ? others[0] : undefined);
  const name = wanted ?? found.name ?? 'new';
  return {
    name,
    taken: instance ? namesOf(instance, workspace) : [],
    uri: uriOf(placeIn(instance, workspace.tree.rootOf(path), name, workspace)),
    text: newDefinition(usualChoices(found.lang, found.interpreter), nodeOf(instance), found),
  };
}

async function instancesOf({ tree, project }: Workspace): Promise<readonly Instance[]> {
  const found = await Promise.all(tree.roots.map(root => findDefinitions(root)));
  return [...new Set(found.flat())].sort().flatMap(path => {
    const configs = project.file(path)?.documents[0]?.configs;
    return configs ? [{ path, configs }] : [];
  });
}

function namesOf(instance: Instance, { project }: Workspace): readonly string[] {
  return project.envsOf(instance).map(({ env }) => env.name);
}

function placeIn(
  instance: Instance | undefined,
  folder: string,
  name: string,
  { project }: Workspace,
): string {
  if (!instance) return placeOfNewEnv(folder, [], name);
  return placeOfNewEnv(
    folderOf(instance.path),
    project.envsOf(instance).map(({ path }) => path),
    name,
  );
}

function nodeOf(instance: Instance | undefined): 'DESIGN' | 'AUTOMATION' {
  return instance?.configs.nodeType?.value === 'AUTOMATION' ? 'AUTOMATION' : 'DESIGN';
}
