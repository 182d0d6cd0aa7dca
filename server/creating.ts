import { LSPErrorCodes, type Position, ResponseError, type WorkspaceEdit } from 'vscode-languageserver';
import {
  configNames,
  type Instance,
  importFile,
  isImportable,
  newCorePackagesSets,
  newDefinition,
  newEnvPlace,
  newInstance,
  newInterpreters,
  newWorkloads,
  takeOver,
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
  type NewWorkloadsParams,
  newEnvRequest,
  newInstanceRequest,
  newWorkloadsRequest,
  type TakeOverAnswer,
  type TakeOverParams,
  takeOverRequest,
} from '../protocol/index.ts';
import { pathOf, uriOf } from './address.ts';
import { askedBy } from './asked.ts';
import type { ClientFeatures } from './client-features.ts';
import type { Serving } from './serving.ts';
import type { Workspace } from './workspace.ts';
import { toWorkspaceEdit } from './workspace-edit.ts';

/** No file is better than one that a bug has made: the editor shows this sentence. */
const failed = new ResponseError<never>(
  LSPErrorCodes.RequestFailed,
  'Nothing was made, because of a bug in Code Envs. Its log says more.',
);

/** Answers what new files are to be. Nothing is written here: that is the editor's. */
export function serveCreating({ connection, workspace, features, guard, guardAsync }: Serving): void {
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
  connection.onRequest<TakeOverAnswer<WorkspaceEdit>, void>(
    takeOverRequest,
    guard(failed, (params: TakeOverParams<Position>) => takenOver(params, workspace, features())),
  );
  connection.onRequest(
    newInstanceRequest,
    guard(failed, ({ baseImage, ...params }: NewInstanceParams) => newInstance({ ...params, baseImage })),
  );
  connection.onRequest(
    newWorkloadsRequest,
    guard(failed, ({ instance }: NewWorkloadsParams) => {
      const { project } = workspace;
      return `# What runs in the code envs.\n${newWorkloads(project.instanceOf(pathOf(instance) ?? ''), project)}\n`;
    }),
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

function takenOver(
  { from, ...place }: TakeOverParams<Position>,
  workspace: Workspace,
  features: ClientFeatures,
): TakeOverAnswer<WorkspaceEdit> {
  const foreign = { path: pathOf(from.uri) ?? '', text: from.text };
  const asked = isImportable(foreign.path) ? askedBy(place, workspace) : undefined;
  const answer = asked && takeOver(asked.file, asked.offset, foreign, workspace.project);
  if (!answer || 'problem' in answer) return answer ?? null;
  const edit = toWorkspaceEdit(answer, workspace, features, asked);
  return edit && { edit };
}

async function instancesOf(workspace: Workspace): Promise<readonly Instance[]> {
  return (await workspace.definitions()).flatMap(path => {
    const configs = workspace.project.file(path)?.documents[0]?.configs;
    return configs ? [{ path, configs }] : [];
  });
}
