import { findPasswords } from '../requirements/passwords.ts';
import type { Rule } from '../rule.ts';

export const passwordInExtraOptions: Rule = {
  id: 'password-in-extra-options',
  title: 'No password stands in the extra options',
  severity: 'warning',
  about: 'code-env',
  *check({ env }) {
    const {
      pipInstallExtraOptions = [],
      virtualenvCreateExtraOptions = [],
      cranMirrorURL,
    } = env.envSettings ?? {};
    for (const option of [
      ...pipInstallExtraOptions,
      ...virtualenvCreateExtraOptions,
      ...(cranMirrorURL ? [cranMirrorURL] : []),
    ]) {
      for (const { shown } of findPasswords(option.value))
        yield {
          span: option.span,
          message: `${shown} has a password in it, which everybody can read who may see the definition. Give it to pip on the host, in pip.conf or .netrc.`,
        };
    }
  },
};
