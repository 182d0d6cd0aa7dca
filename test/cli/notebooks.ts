// Texts of notebooks and workloads for tests.

/** A notebook of format 4.5: cells of text, then cells of code. */
export function notebook(texts: readonly string[], codes: readonly string[]): string {
  const cell = (cell_type: string, source: string, i: number) => ({
    id: `${cell_type}-${i}`,
    cell_type,
    metadata: {},
    // Both forms that the format has for lines.
    source: i % 2 === 0 ? source : source.split(/(?<=\n)/),
    ...(cell_type === 'code' && { outputs: [], execution_count: null }),
  });
  return JSON.stringify({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: [
      ...texts.map((text, i) => cell('markdown', text, i)),
      ...codes.map((code, i) => cell('code', code, i)),
    ],
  });
}

/** Entries of a `workloads.yaml`. */
export function workloads(
  entries: readonly { name: string; type: string; file: string; env: string; config: string }[],
): string {
  return entries
    .map(
      ({ name, type, file, env, config }) => `  - name: ${name}
    type: ${type}
    file: ${file}
    envSelection: { envMode: EXPLICIT_ENV, envName: ${env} }
    containerSelection: { containerMode: EXPLICIT_CONTAINER, containerConf: ${config} }
`,
    )
    .join('');
}
