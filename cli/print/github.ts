import type { Severity } from '../../core/index.ts';
import type { PrintedProblem } from '../../protocol/index.ts';

const commands: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: 'notice',
};

/** A problem as a workflow command, which GitHub shows at its line. Source: docs.github.com, workflow commands. */
export function githubLine({ file, rule, severity, message, range: { start, end } }: PrintedProblem): string {
  const properties = {
    file,
    line: start.line + 1,
    endLine: end.line + 1,
    // Columns count only within one line.
    ...(start.line === end.line && { col: start.character + 1, endColumn: end.character + 1 }),
    title: rule,
  };
  const written = Object.entries(properties).map(
    ([name, value]) => `${name}=${escapeProperty(String(value))}`,
  );
  return `::${commands[severity]} ${written.join(',')}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
