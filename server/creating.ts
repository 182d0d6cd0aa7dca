import { LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';
import {
  configNames,
  type Instance,
  importFile,
  newCorePackagesSets,
  newDefinition,
  newEnvPlace,
  newInstance,
  newInterpreters,
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
import { pathOf, uriOf } from './convert.ts';
import type { Serving } from './serving.ts';
import type { Workspace } from './workspace.ts';

/** No file is better than one that a bug has made: the editor shows this sentence. */
const failed = new ResponseError<never>(
  LSPErrorCodes.RequestFailed,
  'Nothing was made, because of a bug in Code Envs. Its log says more.',
);

/** Answers what new files are to be. Nothing is written here: that is the editor's. */
export function serveCreating({ connection, workspace, guard, guardAsync }: Serving): void {
  connection.onRequest(
    creationRequest,
    guardAsync(failed, () => creation(workspace)),
  );
  connection.onRequest(
    newEnvRequest,
    guard(failed, (params: NewEnvParams) => newEnv(params, workspace)),
  );
  connection.onRequest<ImportFileAnswer, void>(
    importFileRequest,
    guardAsync(failed, (params: ImportFileParams) => imported(params, workspace)),
  );
  connection.onRequest(
    newInstanceRequest,
    guard(failed, ({ baseImage, ...params }: NewInstanceParams) => newInstance({ ...params, baseImage })),
  );
}

async function creation(workspace: Workspace): Promise<CreationAnswer> {
  const { project } = workspace;
  return {
    instances: (await instancesOf(workspace)).map(instance => ({
      uri: uriOf(instance.path),
      configs: configNames(instance.configs),
      taken: newEnvPlace(instance, instance.path, project).taken,
    })),
    interpreters: [...new Set([usualInterpreter, ...newInterpreters])],
    corePackagesSets: newCorePackagesSets,
  };
}

function newEnv({ name, at, choices }: NewEnvParams, { project }: Workspace): NewFile {
  const path = pathOf(at) ?? '';
  const configs = project.file(path)?.documents[0]?.configs;
  const { pathOf: placeOf, node } = newEnvPlace(configs && { path, configs }, path, project);
  return { uri: uriOf(placeOf(name)), text: newDefinition(choices, node) };
}

async function imported(
  { uri, text, name: wanted }: ImportFileParams,
  workspace: Workspace,
): Promise<ImportFileAnswer> {
  const { project, tree } = workspace;
  const path = pathOf(uri) ?? '';
  const found = importFile(path, text);
  if ('problem' in found) return found;
  // The instance of the file, else the only one that there is.
  const others = await instancesOf(workspace);
  const instance = project.instanceOf(path) ?? (others.length === 1 ? others[0] : undefined);
  const { pathOf: placeOf, node, taken } = newEnvPlace(instance, tree.rootOf(path), project);
  const name = wanted ?? found.name ?? 'new';
  return {
    name,
    taken,
    uri: uriOf(placeOf(name)),
    text: newDefinition(usualChoices(found.lang, found.interpreter), node, found),
  };
}

async function instancesOf(workspace: Workspace): Promise<readonly Instance[]> {
  return (await workspace.definitions()).flatMap(path => {
    const configs = workspace.project.file(path)?.documents[0]?.configs;
    return configs ? [{ path, configs }] : [];
  });
}
