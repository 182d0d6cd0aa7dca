import { edit, replace } from '../edit.ts';
import type { Fix } from '../problem.ts';
import { moduleNames, resourcesCalls } from '../resources-functions.ts';
import type { ResourcesScript, ScriptCall } from '../resources-script.ts';
import type { Rule } from '../rule.ts';
import { importFixes } from './import-name.ts';

export const resourcesClearFirst: Rule = {
  id: 'resources-clear-first',
  title: 'A resources script clears the variables of its last run first',
  severity: 'information',
  about: 'resources-script',
  *check({ path, script }) {
    const calls = resourcesCalls(script);
    const set = calls.find(({ name, call }) => /^set_env_(?:var|path)$/.test(name) && call.topLevel)?.call;
    const cleared = calls.filter(({ name }) => name === 'clear_all_env_vars').map(({ call }) => call);
    if (!set) return;
    if (cleared.length === 0) {
      yield {
        span: set.span,
        message:
          'Variables are set, but those of the last run are not cleared before: what the script no longer sets would stay. Call clear_all_env_vars first.',
        fixes: clearFixes(script, set),
      };
    }
    const [first] = cleared;
    if (!first || cleared.some(call => !call.topLevel) || first.start < set.start) return;
    yield {
      span: first.span,
      severity: 'warning',
      message:
        'clear_all_env_vars clears here what was set before. Call it before the first variable is set.',
      related: [{ path, span: set.span, message: 'Set here, and lost.' }],
    };
  },
};

function clearFixes(script: ResourcesScript, set: ScriptCall): readonly Fix[] {
  const { lines, spanOf, indentation } = script.embedded;
  const { line, character } = lines.positionAt(set.start);
  if (indentation === undefined || character > 0) return [];
  const { start } = spanOf(lines.lineSpan(line).start, set.start);
  const [module] = moduleNames(script);
  const clear = module ? `${module}.clear_all_env_vars()` : 'clear_all_env_vars()';
  const call = replace({ start, end: start }, `${clear}\n${indentation}`);
  const imports = module ? [] : importFixes(script, 'clear_all_env_vars').flatMap(fix => fix.changes);
  const edits = imports.flatMap(change => (change.kind === 'edit' ? change.edits : []));
  return module || edits.length > 0 ? [edit('Call clear_all_env_vars first', [...edits, call])] : [];
}
