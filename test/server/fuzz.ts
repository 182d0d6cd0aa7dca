import {
  CancellationTokenSource,
  type ClientCapabilities,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { fixtures } from '../core/fixtures.ts';
import { random } from '../core/random.ts';
import { textsOnDisk } from '../core/texts-on-disk.ts';
import { Editor, pulling } from './editor.ts';
import { folderWith } from './files.ts';
import { type Asked, ask, type Place, requests } from './requests.ts';
import { spoil } from './spoil.ts';

/** An editor that takes as much as there is. */
const able: ClientCapabilities = {
  textDocument: {
    ...pulling.textDocument,
    completion: {
      completionItem: { snippetSupport: true, resolveSupport: { properties: ['documentation'] } },
    },
    codeAction: { dataSupport: true, resolveSupport: { properties: ['edit'] } },
    inlayHint: { resolveSupport: { properties: ['tooltip'] } },
    definition: { linkSupport: true },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
  },
  workspace: {
    ...pulling.workspace,
    workspaceEdit: {
      ...pulling.workspace?.workspaceEdit,
      resourceOperations: ['create', 'rename', 'delete'],
    },
  },
};

/** The longest that an answer may take, in milliseconds of the processor. */
const patience = 1000;

/** How many failures are enough to look at. */
const enough = 5;

/** What came of asking. */
export interface FuzzReport {
  readonly answers: number;
  /** The slowest answer of each method, in milliseconds of the processor, the slowest method first. */
  readonly slowest: readonly (readonly [method: string, ms: number])[];
  /** What must not be: errors, bugs that the server logged, and answers that took too long; with the text and the place. */
  readonly failures: readonly string[];
}

/** The places of files of each kind in the folder that the server works in. */
const names = [
  'container-configs.yaml',
  'workloads.yaml',
  'code-env/python/desc.json',
  'spec/requirements.txt',
  'spec/rPackages.txt',
  'spec/environment.spec',
  'spec/resources_init.py',
];
const baseName = (path: string) => path.slice(path.lastIndexOf('/') + 1);
const nameFor = (path: string) => names.find(name => baseName(name) === baseName(path)) ?? 'code-env.yaml';

/** A text of a kind of file. */
interface Sample {
  readonly name: string;
  readonly text: string;
}

const samplesOf = (texts: readonly (readonly [path: string, text: string])[]): readonly Sample[] =>
  texts.map(([path, text]) => ({ name: nameFor(path), text }));

const ofRulePages = samplesOf(fixtures().map(({ path, text }) => [path, text]));
const ofAllKinds = [
  ...ofRulePages,
  ...samplesOf(textsOnDisk(/(?:\.ya?ml|desc\.json|\/spec\/[^/]+\.(?:txt|spec|py))$/)),
];

/** Texts of 10,000 lines, most of which have something wrong with them. */
const large: readonly Sample[] = [
  { name: 'code-env.yaml', text: `permissions:\n${'  - group: a\n    use: true\n'.repeat(5_000)}` },
  { name: 'code-env.yaml', text: `specPackageList: |\n${'  numpy==1.0\n'.repeat(10_000)}` },
  {
    name: 'container-configs.yaml',
    text: `executionConfigs:\n${'  - name: cpu\n    typ: A\n'.repeat(5_000)}`,
  },
  { name: 'workloads.yaml', text: `workloads:\n${'  - name: a\n    codeEnv: b\n'.repeat(5_000)}` },
  { name: 'code-env/python/desc.json', text: `{\n${'"a": [\n],\n'.repeat(5_000)}}` },
  { name: 'spec/requirements.txt', text: 'numpy==1.0\nscipy >> 2\n'.repeat(5_000) },
  { name: 'spec/resources_init.py', text: 'import nothing\nset_env_path("A", "b")\n'.repeat(5_000) },
];

/** Asks a server about broken texts. The same seed and the same files lead to the same questions. */
export class Fuzz {
  readonly #next: () => number;
  readonly #editor = Editor.inMemory();
  readonly #folder = folderWith({
    'container-configs.yaml': 'dssVersion: 14.3.2\nexecutionConfigs:\n  - name: cpu\n',
    'code-env.yaml': 'envLang: PYTHON\ndeploymentMode: DESIGN_MANAGED\n',
    'code-env/python/desc.json': '{}',
  });
  readonly #slowest = new Map<string, number>();
  readonly #failures: string[] = [];
  #answers = 0;

  constructor(seed: number) {
    this.#next = random(seed);
  }

  async start(): Promise<void> {
    await this.#editor.start(able, [this.#folder.uri]);
  }

  async stop(): Promise<void> {
    await this.#editor.stop();
    this.#folder.remove();
  }

  get report(): FuzzReport {
    return {
      answers: this.#answers,
      slowest: [...this.#slowest].sort(([, a], [, b]) => b - a),
      failures: this.#failures,
    };
  }

  /** Asks for at least `answers` more answers about texts with mistakes in them, at random places. */
  async askAboutSpoiltTexts(answers: number): Promise<void> {
    const until = this.#answers + answers;
    while (this.#answers < until && this.#failures.length < enough) {
      const { name, text } = this.#pick(ofAllKinds);
      const spoilt = spoil(text, this.#pick(ofAllKinds).text, this.#next);
      const some = Array.from({ length: 15 }, () => this.#pick(requests));
      await this.#askAbout({ name, text: spoilt }, some, () => [
        this.#offsetIn(spoilt),
        this.#offsetIn(spoilt),
      ]);
      if (this.#next() < 0.02) await this.#cancel(name);
    }
  }

  /** Asks everything at the end of the texts of the rule pages, cut off at every `step`th place. */
  async askAboutCutTexts(step: number): Promise<void> {
    // Many of the texts begin alike.
    const known = new Set<string>();
    for (const { name, text } of ofRulePages) {
      for (let end = Math.floor(this.#next() * step); end <= text.length; end += step) {
        const cut = text.slice(0, end);
        if (known.has(name + cut)) continue;
        known.add(name + cut);
        await this.#askAbout({ name, text: cut }, requests, () => [end, end]);
        if (this.#failures.length >= enough) return;
      }
    }
  }

  /** Asks everything about texts of 10,000 lines: in the middle, and about all lines at once. */
  async askAboutLargeTexts(): Promise<void> {
    for (const sample of large) {
      const { length } = sample.text;
      await this.#askAbout(sample, requests, () => [length / 2, length / 2]);
      await this.#askAbout(sample, requests, () => [0, length]);
    }
  }

  async #askAbout(
    { name, text }: Sample,
    questions: readonly Asked[],
    span: () => readonly [number, number],
  ): Promise<void> {
    const uri = this.#folder.uriOf(name);
    const document = TextDocument.create(uri, 'code-env', 1, text);
    await this.#editor.open(uri, text, /\.(?:yaml|json)$/.test(name) ? 'code-env' : 'plaintext');
    for (const question of questions) {
      const [start, end] = [...span()].sort((a, b) => a - b) as [number, number];
      const range = { start: document.positionAt(start), end: document.positionAt(end) };
      const failed = (what: string) =>
        this.#failures.push(
          `${question.method} ${JSON.stringify(range)} ${name}: ${what}\n${JSON.stringify(text).slice(0, 10_000)}`,
        );
      await this.#ask(question, { uri, range }, failed);
    }
    await this.#editor.close(uri);
  }

  async #ask(question: Asked, place: Place, failed: (what: string) => void): Promise<void> {
    try {
      for (const { method, ms } of await ask(this.#editor.connection, question, place)) {
        this.#answers++;
        this.#slowest.set(method, Math.max(ms, this.#slowest.get(method) ?? 0));
        if (ms > patience) failed(`${method} took ${Math.round(ms)} ms`);
      }
    } catch (error) {
      failed(String(error));
    }
    for (const bug of this.#editor.bugs.splice(0)) failed(bug);
  }

  /** Asks for something and takes it back, which may come too late. */
  async #cancel(name: string): Promise<void> {
    const { method, params } = this.#pick(requests);
    const source = new CancellationTokenSource();
    const start = { line: 0, character: 0 };
    const place = { uri: this.#folder.uriOf(name), range: { start, end: start } };
    const answer = this.#editor.connection.sendRequest(method, params(place), source.token);
    source.cancel();
    const allowed: number[] = [
      LSPErrorCodes.RequestCancelled,
      LSPErrorCodes.ServerCancelled,
      LSPErrorCodes.RequestFailed,
    ];
    await answer.catch(error => {
      if (!(error instanceof ResponseError && allowed.includes(error.code)))
        this.#failures.push(`${method}, cancelled: ${error}`);
    });
  }

  #pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.#next() * list.length)] as T;
  }

  #offsetIn(text: string): number {
    return Math.floor(this.#next() * (text.length + 1));
  }
}

/** The seed that FUZZ_SEED gives, or else one by chance. */
export function chooseSeed(): number {
  return Number(process.env['FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
}
