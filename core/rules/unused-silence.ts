import { automatic, edit, replace } from '../edit.ts';
import type { Finding, Rule } from '../rule.ts';
import { suggest } from '../suggest.ts';

export const unusedSilence: Rule = {
  id: 'unused-silence',
  title: 'A silencing comment names a rule, gives a reason, and silences something',
  severity: 'warning',
  about: 'silences',
  *check({ source, silences, ruleIds }) {
    for (const { comment, rule, reason, used } of silences) {
      if (used) continue;
      const { span } = comment;
      const line = source.lines.positionAt(span.start).line;
      const alone = source.text.slice(source.lines.lineSpan(line).start, span.start).trim() === '';
      const removal = edit('Delete the comment', [
        replace(alone ? source.lines.fullLineSpan(line) : span, ''),
      ]);
      yield { span, ...complaint(), unnecessary: true };

      function complaint(): Pick<Finding, 'message' | 'fixes'> {
        if (!ruleIds.includes(rule)) {
          const meant = suggest(rule, ruleIds);
          const fixes = meant
            ? [edit(`Change it to ${meant}`, [replace(span, `# code-env-ignore ${meant}: ${reason}`)])]
            : [];
          return {
            message: `No rule is called ${rule || '""'}.${meant ? ` Did you mean ${meant}?` : ''}`,
            fixes: [...fixes, removal],
          };
        }
        if (reason === '')
          return {
            message: `Say why ${rule} is silenced: # code-env-ignore ${rule}: reason.`,
            fixes: [removal],
          };
        return {
          message: `${rule} has nothing to say about the next line. Delete the comment.`,
          fixes: [automatic(removal)],
        };
      }
    }
  },
};
