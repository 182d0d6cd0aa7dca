// Everything that the server can be asked. Whoever adds a request to the server adds it here, once.
import {
  LSPErrorCodes,
  type Position,
  type ProtocolConnection,
  type Range,
  ResponseError,
} from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import {
  codeEnvsRequest,
  creationRequest,
  dockerfileScheme,
  importFileRequest,
  newEnvRequest,
  newInstanceRequest,
  newWorkloadsRequest,
  rulePageScheme,
  takeOverRequest,
  workloadsRequest,
} from '../../protocol/index.ts';

/** A part of a document that something is asked about. */
export interface Place {
  readonly uri: string;
  readonly range: Range;
}

/** A request of the server's, and how to ask it. */
export interface Asked {
  readonly method: string;
  /** Whether the answer depends on the place, on the whole document, or on neither. */
  readonly about: 'place' | 'document' | 'workspace';
  readonly params: (place: Place) => object;
  /** The method that each item of the answer can be sent to. */
  readonly resolve?: string;
}

const options = { tabSize: 4, insertSpaces: false, insertFinalNewline: true, trimFinalNewlines: true };
const inDocument =
  (more: (place: Place, position: Position) => object = () => ({})) =>
  (place: Place) => ({ textDocument: { uri: place.uri }, ...more(place, place.range.start) });
const at = inDocument((_, position) => ({ position }));
const context = { diagnostics: [] };

export const requests: readonly Asked[] = [
  { method: 'textDocument/diagnostic', about: 'document', params: inDocument() },
  {
    method: 'textDocument/diagnostic',
    about: 'document',
    params: inDocument(() => ({ previousResultId: 'before' })),
  },
  { method: 'textDocument/documentSymbol', about: 'document', params: inDocument() },
  { method: 'textDocument/foldingRange', about: 'document', params: inDocument() },
  {
    method: 'textDocument/documentLink',
    about: 'document',
    params: inDocument(),
    resolve: 'documentLink/resolve',
  },
  { method: 'textDocument/codeLens', about: 'document', params: inDocument(), resolve: 'codeLens/resolve' },
  { method: 'textDocument/semanticTokens/full', about: 'document', params: inDocument() },
  {
    method: 'textDocument/semanticTokens/full/delta',
    about: 'document',
    params: inDocument(() => ({ previousResultId: '0' })),
  },
  { method: 'textDocument/formatting', about: 'document', params: inDocument(() => ({ options })) },
  {
    method: 'workspace/textDocumentContent',
    about: 'document',
    params: ({ uri }) => ({ uri: URI.from({ scheme: dockerfileScheme, path: '/x', query: uri }).toString() }),
  },
  {
    method: 'workspace/textDocumentContent',
    about: 'document',
    params: ({ uri }) => ({
      uri: URI.from({ scheme: dockerfileScheme, path: '/x', query: uri, fragment: 'cpu' }).toString(),
    }),
  },

  { method: 'textDocument/completion', about: 'place', params: at, resolve: 'completionItem/resolve' },
  { method: 'textDocument/signatureHelp', about: 'place', params: at },
  { method: 'textDocument/hover', about: 'place', params: at },
  { method: 'textDocument/definition', about: 'place', params: at },
  { method: 'textDocument/declaration', about: 'place', params: at },
  {
    method: 'textDocument/references',
    about: 'place',
    params: inDocument((_, position) => ({ position, context: { includeDeclaration: true } })),
  },
  { method: 'textDocument/documentHighlight', about: 'place', params: at },
  { method: 'textDocument/prepareRename', about: 'place', params: at },
  {
    method: 'textDocument/rename',
    about: 'place',
    params: inDocument((_, position) => ({ position, newName: 'other' })),
  },
  { method: 'textDocument/linkedEditingRange', about: 'place', params: at },
  {
    method: 'textDocument/selectionRange',
    about: 'place',
    params: inDocument(({ range }) => ({ positions: [range.start, range.end] })),
  },
  {
    method: 'textDocument/onTypeFormatting',
    about: 'place',
    params: inDocument((_, position) => ({ options, position, ch: '\n' })),
  },
  {
    method: 'textDocument/codeAction',
    about: 'place',
    params: inDocument(({ range }) => ({ range, context })),
  },
  {
    method: 'textDocument/codeAction',
    about: 'place',
    params: inDocument(({ range }) => ({ range, context: { ...context, only: ['source.fixAll'] } })),
  },
  {
    method: 'textDocument/codeAction',
    about: 'place',
    params: inDocument(({ range }) => ({ range, context: { ...context, only: ['refactor'] } })),
    resolve: 'codeAction/resolve',
  },
  {
    method: 'textDocument/inlayHint',
    about: 'place',
    params: inDocument(({ range }) => ({ range })),
    resolve: 'inlayHint/resolve',
  },
  {
    method: 'textDocument/semanticTokens/range',
    about: 'place',
    params: inDocument(({ range }) => ({ range })),
  },
  {
    method: 'textDocument/rangeFormatting',
    about: 'place',
    params: inDocument(({ range }) => ({ options, range })),
  },
  {
    method: 'textDocument/rangesFormatting',
    about: 'place',
    params: inDocument(({ range }) => ({ options, ranges: [range, range] })),
  },

  { method: 'workspace/symbol', about: 'workspace', params: ({ uri }) => ({ query: uri.slice(-4) }) },
  {
    method: 'workspace/willRenameFiles',
    about: 'workspace',
    params: ({ uri }) => ({ files: [{ oldUri: uri, newUri: `${uri}.old` }] }),
  },
  {
    method: 'workspace/textDocumentContent',
    about: 'workspace',
    params: ({ uri }) => ({ uri: `${rulePageScheme}:/${uri.slice(-9)}.md` }),
  },
  { method: 'workspace/diagnostic', about: 'workspace', params: () => ({ previousResultIds: [] }) },
  { method: codeEnvsRequest, about: 'workspace', params: () => ({}) },
  { method: workloadsRequest, about: 'workspace', params: () => ({}) },
  { method: creationRequest, about: 'workspace', params: () => ({}) },
  {
    method: newEnvRequest,
    about: 'workspace',
    params: ({ uri }) => ({
      name: 'new',
      at: uri,
      choices: { lang: 'R', corePackages: true, jupyter: false, configs: 'all' },
    }),
  },
  {
    method: importFileRequest,
    about: 'workspace',
    params: ({ uri }) => ({ uri, text: `numpy==1.26.4\n${uri}\n` }),
  },
  {
    method: takeOverRequest,
    about: 'place',
    params: place => ({
      ...at(place),
      from: { uri: 'file:///w/requirements.txt', text: `numpy==1.26.4\n${place.uri}\n` },
    }),
  },
  {
    method: newInstanceRequest,
    about: 'workspace',
    params: () => ({ dssVersion: '14.3.2', installId: 'x1', config: 'cpu' }),
  },
  { method: newWorkloadsRequest, about: 'workspace', params: ({ uri }) => ({ instance: uri }) },
];

/** A request that was answered, and what the answer took of the processor, in milliseconds. */
export interface Answered {
  readonly method: string;
  readonly ms: number;
}

/**
 * Asks, and then about some items of the answer. The server is in this thread, so that its time can be told from that of
 * whatever else runs. Rejects with an answer that is an error.
 */
export async function ask(
  connection: ProtocolConnection,
  { method, params, resolve }: Asked,
  place: Place,
): Promise<readonly Answered[]> {
  const answered: Answered[] = [];
  const send = async (method: string, params: object): Promise<unknown> => {
    const before = process.threadCpuUsage();
    const answer = await connection.sendRequest<unknown>(method, params).catch(throwUnlessRefusal);
    const { user, system } = process.threadCpuUsage(before);
    answered.push({ method, ms: (user + system) / 1000 });
    return answer;
  };
  const items = itemsOf(await send(method, params(place)));
  if (resolve) {
    // And about items that the server has not given.
    const { uri, range } = place;
    const foreign = [uri, { uri, offset: 7, span: { start: 0, end: 9 } }, undefined, 7].map(data => ({
      ...{ label: 'x', title: 'x', position: range.start, range },
      data,
    }));
    for (const item of [...items.slice(0, 2), ...items.slice(2).slice(-1), ...foreign])
      await send(resolve, item);
  }
  return answered;
}

/** That a request cannot be fulfilled, told in a sentence for the user, is an answer; every other error is none. */
function throwUnlessRefusal(error: unknown): null {
  if (error instanceof ResponseError && error.code === LSPErrorCodes.RequestFailed) return null;
  throw error;
}

function itemsOf(answer: unknown): readonly object[] {
  if (Array.isArray(answer)) return answer;
  const { items } = (answer ?? {}) as { items?: unknown };
  return Array.isArray(items) ? items : [];
}
