import type { Rule } from '../rule.ts';

/** Names that stand for whatever is newest. */
const moving = /^(?:HEAD|main|master|develop|dev|trunk|latest|nightly)$/;

export const gitWithoutCommit: Rule = {
  id: 'git-without-commit',
  title: 'What comes from a repository is of one commit',
  severity: 'warning',
  about: 'packages',
  *check(subject) {
    if (subject.list.language !== 'pip' || subject.list.role !== 'requested') return;
    for (const { target } of subject.list.requirements) {
      const address = target && /^(git|hg|svn|bzr)\+[a-z]+:\/\/([^#\s]*)/i.exec(target.text);
      if (!address) continue;
      const path = address[2]?.replace(/^[^/]*/, '') ?? '';
      const revision = /@([^@]*)$/.exec(path)?.[1] ?? '';
      if (revision !== '' && !moving.test(revision)) continue;
      yield {
        span: target.span,
        message: `${revision === '' ? 'No commit is named' : `${revision} is another commit tomorrow`}: each build takes what is newest then, and two images of the same definition differ. Write @ and a commit or a tag behind the address.`,
      };
    }
  },
};
