import {
  type Range,
  type SemanticTokens,
  SemanticTokensBuilder,
  type SemanticTokensDelta,
} from 'vscode-languageserver';
import { semanticTokens, tokenModifiers, tokenTypes } from '../core/index.ts';
import { toSpan } from './convert.ts';
import type { Workspace } from './workspace.ts';

/** Answers with semantic tokens; of what was answered last for a document, only what differs is sent. */
export class TokenAnswers {
  readonly #workspace: Workspace;
  readonly #builders = new Map<string, SemanticTokensBuilder>();

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  full(uri: string): SemanticTokens | null {
    const builder = new SemanticTokensBuilder();
    this.#keep(uri, builder);
    return this.#push(uri, builder) ? builder.build() : null;
  }

  delta(uri: string, previousId: string): SemanticTokens | SemanticTokensDelta | null {
    const builder = this.#builders.get(uri) ?? new SemanticTokensBuilder();
    this.#keep(uri, builder);
    builder.previousResult(previousId);
    return this.#push(uri, builder) ? builder.buildEdits() : null;
  }

  in(uri: string, range: Range): SemanticTokens | null {
    const builder = new SemanticTokensBuilder();
    return this.#push(uri, builder, range) ? { data: builder.build().data } : null;
  }

  /** For as long as the document is open. */
  #keep(uri: string, builder: SemanticTokensBuilder): void {
    for (const known of this.#builders.keys())
      if (this.#workspace.version(known) === undefined) this.#builders.delete(known);
    this.#builders.set(uri, builder);
  }

  #push(uri: string, builder: SemanticTokensBuilder, range?: Range): boolean {
    const file = this.#workspace.file(uri);
    if (!file) return false;
    const { lines } = file.source;
    const asked = range ? toSpan(lines, range) : { start: 0, end: Number.POSITIVE_INFINITY };
    for (const { span, type, modifier } of semanticTokens(file, this.#workspace.project)) {
      if (span.end <= asked.start || asked.end <= span.start) continue;
      const { line, character } = lines.positionAt(span.start);
      const modifiers = modifier ? 1 << tokenModifiers.indexOf(modifier) : 0;
      builder.push(line, character, span.end - span.start, tokenTypes.indexOf(type), modifiers);
    }
    return true;
  }
}
