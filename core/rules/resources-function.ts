import { edit, replace } from '../edit.ts';
import { resourcesCalls, resourcesFunctions, resourcesModule } from '../resources-functions.ts';
import type { ResourcesScript } from '../resources-script.ts';
import type { Finding, Rule } from '../rule.ts';
import { listed, suggest } from '../suggest.ts';
import type { Span } from '../text.ts';
import { importFixes } from './import-name.ts';

const known: readonly string[] = resourcesFunctions;

export const resourcesFunction: Rule = {
  id: 'resources-function',
  title: 'A resources script calls functions that there are',
  severity: 'error',
  about: 'resources-script',
  *check({ script }) {
    const imported = script.imports.filter(
      ({ module, name }) => module === resourcesModule && name !== undefined,
    );
    for (const { name, local, span } of imported) {
      if (name === undefined || name === '*' || known.includes(name)) continue;
      // A name of its own is all there is to change; otherwise the calls have it too.
      const calls = local === name ? script.calls.filter(call => call.callee === name) : [];
      yield unknownFunction(
        name,
        span,
        calls.map(call => call.calleeSpan),
      );
    }
    for (const { name, call } of resourcesCalls(script))
      if (call.callee.includes('.') && !known.includes(name))
        yield unknownFunction(name, call.calleeSpan, []);
    yield* notImported(script);
  },
};

function unknownFunction(name: string, span: Span, more: readonly Span[]): Finding {
  const meant = suggest(name, known);
  return {
    span,
    // Another version of DSS may have functions that are not documented.
    severity: meant ? 'error' : 'warning',
    message: `${resourcesModule} has no function ${name} that is documented. ${meant ? `Did you mean ${meant}?` : `It has ${listed(known).replace(/ or ([^,]*)$/, ' and $1')}.`}`,
    fixes: meant
      ? [
          edit(
            `Change it to ${meant}`,
            [span, ...more].map(place => replace(place, meant)),
          ),
        ]
      : [],
  };
}

/** A documented name that is called but comes from nowhere: Python stops there. */
function* notImported(script: ResourcesScript): Iterable<Finding> {
  const stars = script.imports.some(({ name }) => name === '*');
  const locals = new Set([...script.imports.map(({ local }) => local), ...script.definedNames]);
  if (stars) return;
  const reported = new Set<string>();
  for (const { callee, calleeSpan } of script.calls) {
    if (!known.includes(callee) || locals.has(callee) || reported.has(callee)) continue;
    reported.add(callee);
    yield {
      span: calleeSpan,
      message: `${callee} is called, but not imported: the script stops there. Write from ${resourcesModule} import ${callee} above.`,
      fixes: importFixes(script, callee),
    };
  }
}
