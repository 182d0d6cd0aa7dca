import { ValidationCode, validate } from 'dockerfile-utils';
import { fragmentHead, readFragments, withoutHead } from '../fragment.ts';
import { remembered } from '../memo.ts';
import type { Rule } from '../rule.ts';

/** What Docker refuses, in our words. The validator's other complaints are of taste, or about whole Dockerfiles. */
const refusals: Readonly<Partial<Record<ValidationCode, string>>> = {
  [ValidationCode.ARGUMENT_MISSING]: 'has no arguments. Write them',
  [ValidationCode.ARGUMENT_REQUIRES_ONE]: 'does not have exactly one argument. Write one',
  [ValidationCode.ARGUMENT_REQUIRES_AT_LEAST_ONE]: 'has no arguments. Write one',
  [ValidationCode.ARGUMENT_REQUIRES_TWO]: 'has no value. Write it as NAME=value',
  [ValidationCode.ARGUMENT_REQUIRES_AT_LEAST_TWO]: 'needs a source and a destination. Write both',
  [ValidationCode.ARGUMENT_REQUIRES_ONE_OR_THREE]: 'does not have one or three arguments. Write as many',
  [ValidationCode.FLAG_INVALID_DURATION]: 'is not a duration. Write it as in 30s',
  [ValidationCode.FLAG_MISSING_DURATION]: 'is a duration without its unit. Write it as in 30s',
  [ValidationCode.FLAG_UNKNOWN_UNIT]: 'is a duration in a unit that Docker does not know. Write it as in 30s',
  [ValidationCode.INVALID_DESTINATION]:
    'is where several sources go, so that it must be a folder. End it with a slash',
  [ValidationCode.INVALID_PORT]: 'is not a port. Write a number, as in 8080',
  [ValidationCode.INVALID_PROTO]: 'is not a protocol of a port. Write tcp or udp',
  [ValidationCode.ONBUILD_CHAINING_DISALLOWED]:
    'cannot stand behind ONBUILD. Write another instruction there',
  [ValidationCode.ONBUILD_TRIGGER_DISALLOWED]: 'cannot stand behind ONBUILD. Write another instruction there',
  [ValidationCode.SHELL_JSON_FORM]: 'is not a list. Write it as in ["/bin/bash", "-c"]',
  [ValidationCode.SHELL_REQUIRES_ONE]: 'is an empty list. Write it as in ["/bin/bash", "-c"]',
  [ValidationCode.SYNTAX_MISSING_EQUALS]:
    'has no =. Write NAME=value, and put a value that has spaces in quotes',
  [ValidationCode.SYNTAX_MISSING_NAMES]: 'has no name before the =. Write NAME=value',
  [ValidationCode.SYNTAX_MISSING_SINGLE_QUOTE]: "begins a text that is not closed. Write the other '",
  [ValidationCode.SYNTAX_MISSING_DOUBLE_QUOTE]: 'begins a text that is not closed. Write the other "',
  [ValidationCode.UNKNOWN_TYPE]: 'is neither CMD nor NONE. Write one of the two',
  [ValidationCode.HEALTHCHECK_CMD_ARGUMENT_MISSING]: 'has no command. Write one',
};

const complaintsAbout = remembered(200, text => validate(fragmentHead + text));

export const fragmentSyntax: Rule = {
  id: 'fragment-syntax',
  title: 'Dockerfile fragments are written as Docker reads them',
  severity: 'error',
  about: 'code-env',
  *check({ source, env }) {
    for (const { embedded, certain } of readFragments(source, env)) {
      if (!certain) continue;
      for (const { code, range } of complaintsAbout(embedded.text)) {
        const words = refusals[code as ValidationCode];
        if (words === undefined) continue;
        const { start, end } = withoutHead(embedded.lines, range);
        yield {
          span: embedded.spanOf(start, end),
          message: `${embedded.text.slice(start, end)} ${words}. Docker refuses it so.`,
        };
      }
    }
  },
};
