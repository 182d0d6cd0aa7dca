import type { ResourcesScript, ScriptCall } from './resources-script.ts';

/** The documented functions of `dataiku.code_env_resources`. Source: developer.dataiku.com, concepts-and-examples/code-envs. */
export const resourcesFunctions = [
  'clear_all_env_vars',
  'set_env_var',
  'set_env_path',
  'get_env_var',
  'delete_env_var',
  'grant_permissions',
  'update_models_meta',
  'fetch_from_backend',
] as const;

export const resourcesModule = 'dataiku.code_env_resources';

/** A call of a function of `dataiku.code_env_resources`, by whatever name the script has for it. */
export interface ResourcesCall {
  /** The function's own name. */
  readonly name: string;
  readonly call: ScriptCall;
}

/** What the script calls of `dataiku.code_env_resources`, in the order of the text. */
export function resourcesCalls(script: ResourcesScript): readonly ResourcesCall[] {
  const names = new Map<string, string>();
  for (const { module, name, local } of script.imports) {
    if (module !== resourcesModule || name === undefined) continue;
    if (name === '*') for (const known of resourcesFunctions) names.set(known, known);
    else names.set(local, name);
  }
  const modules = moduleNames(script);
  return script.calls.flatMap(call => {
    const dot = call.callee.lastIndexOf('.');
    const name =
      dot < 0
        ? names.get(call.callee)
        : modules.includes(call.callee.slice(0, dot))
          ? call.callee.slice(dot + 1)
          : undefined;
    return name === undefined ? [] : [{ name, call }];
  });
}

/** The names that stand for the module itself. */
export function moduleNames(script: ResourcesScript): readonly string[] {
  return script.imports.flatMap(({ module, name, local }) =>
    (module === resourcesModule && name === undefined) ||
    (module === 'dataiku' && name === 'code_env_resources')
      ? [local]
      : module === 'dataiku' && name === undefined && local === 'dataiku'
        ? [resourcesModule]
        : [],
  );
}
