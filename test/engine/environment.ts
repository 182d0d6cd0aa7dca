// The environment variables by which Docker is found.

/** Runs `work` with these variables set, `undefined` meaning unset; puts the old values back. */
export async function withEnvironment<Result>(
  variables: Readonly<Record<string, string | undefined>>,
  work: () => Promise<Result>,
): Promise<Result> {
  const before = Object.keys(variables).map(name => [name, process.env[name]] as const);
  setAll(Object.entries(variables));
  try {
    return await work();
  } finally {
    setAll(before);
  }
}

function setAll(variables: readonly (readonly [string, string | undefined])[]): void {
  for (const [name, value] of variables) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}
