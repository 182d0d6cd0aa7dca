import { edit, replace } from '../edit.ts';
import { type Fragment, readFragments } from '../fragment.ts';
import type { Finding, Rule } from '../rule.ts';

export const fragmentComplete: Rule = {
  id: 'fragment-complete',
  title: 'A Dockerfile fragment ends with a whole instruction',
  severity: 'error',
  about: 'code-env',
  *check({ source, env }) {
    for (const fragment of readFragments(source, env)) {
      const open = fragment.instructions.at(-1)?.heredocs.find(heredoc => !heredoc.closed);
      if (open) {
        yield {
          span: fragment.embedded.spanOf(open.span.start, open.span.end),
          message: `The here-document ${open.name} is not closed: it would swallow the steps that follow ${fragment.key}. Write ${open.name} alone on a line behind its text.`,
        };
      } else {
        yield* unfinishedLine(fragment);
      }
    }
  },
};

/** A `\` at the very end, also before blank lines and comments, which Docker passes over. */
function* unfinishedLine({ key, embedded, instructions }: Fragment): Iterable<Finding> {
  const last = instructions.at(-1);
  if (!last || last.heredocs.length > 0) return;
  const end = /[ \t]*\\[ \t]*(?:\r?\n[ \t]*(?:#.*)?)*$/.exec(embedded.text);
  const line = end && embedded.lines.positionAt(end.index).line;
  if (!end || line === null || end.index < last.span.start) return;
  const { start } = embedded.lines.lineSpan(line);
  if (/^\s*#/.test(embedded.text.slice(start, end.index))) return;
  const backslash = embedded.text.indexOf('\\', end.index);
  yield {
    span: embedded.spanOf(backslash, backslash + 1),
    message: `${key} ends with a \\: the next step of the build would become part of this instruction. Delete the \\, or write the rest.`,
    fixes:
      embedded.indentation === undefined
        ? []
        : [edit('Delete the \\', [replace(embedded.spanOf(end.index, backslash + 1), '')])],
  };
}
