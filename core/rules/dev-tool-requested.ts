import { deleteLine } from '../requirements/line-edits.ts';
import type { Rule } from '../rule.ts';

/** The tools that published definitions have by mistake. */
const tools = ['black', 'pytest', 'ruff'];

export const devToolRequested: Rule = {
  id: 'dev-tool-requested',
  title: 'Tools of development stay out of what runs',
  severity: 'hint',
  about: 'packages',
  *check(subject) {
    if (subject.list.language !== 'pip' || subject.list.role !== 'requested') return;
    for (const requirement of subject.list.requirements) {
      const { name, key } = requirement;
      if (!name || !key || !tools.includes(key)) continue;
      yield {
        span: name.span,
        message: `${name.text} is a tool of development, and every image and node installs it. Delete the line, unless recipes use it.`,
        fixes: deleteLine(subject, 'Delete the line', requirement),
      };
    }
  },
};
