import { LanguageModelTextPart, LanguageModelToolResult } from 'vscode';

/** Gives a model texts, and documents as JSON. */
export function toolResult(...parts: readonly (string | object)[]): LanguageModelToolResult {
  return new LanguageModelToolResult(
    parts.map(
      part => new LanguageModelTextPart(typeof part === 'string' ? part : JSON.stringify(part, undefined, 1)),
    ),
  );
}
