/** What kind of failure a build's was. Source: domain.md §3.3, the classes that Dataiku's tools tell apart. */
export type FailureClass =
  | 'VERSION_CONFLICT'
  | 'MISSING_PACKAGE'
  | 'PYTHON_VERSION'
  | 'BUILD_FAILURE'
  | 'CONDA_ERROR'
  | 'NETWORK'
  | 'RESOURCES'
  | 'IMAGE_BUILD'
  | 'ERR_CODEENV_UPDATE_FAILED';

/** The first that fits counts: what is nearer to the cause stands before what follows from it. */
const signs: readonly (readonly [FailureClass, RegExp])[] = [
  [
    'RESOURCES',
    /no space left on device|disk is full|Cannot allocate memory|\bMemoryError\b|exit code:? 137\b/i,
  ],
  // pip that reached its index knows versions, so that what it misses is truly not there.
  ['MISSING_PACKAGE', /\(from versions: (?!none\)).*\)\s+ERROR: No matching distribution found for/],
  [
    'NETWORK',
    /Temporary failure (?:in name resolution|resolving)|Could not resolve|Name or service not known|NewConnectionError|Max retries exceeded|Failed to establish a new connection|Connection (?:refused|timed out|reset)|Network is unreachable|ReadTimeoutError|CERTIFICATE_VERIFY_FAILED|dial tcp|i\/o timeout|TLS handshake|CondaHTTPError|unable to access index for repository|cannot open URL|Failed to fetch http/i,
  ],
  ['VERSION_CONFLICT', /ResolutionImpossible|conflicting dependencies/],
  [
    'PYTHON_VERSION',
    /requires a different Python|Requires-Python[\s\S]*\(from versions: none\)|has no python\d/,
  ],
  ['CONDA_ERROR', /PackagesNotFoundError|UnsatisfiableError/],
  [
    'MISSING_PACKAGE',
    /No matching distribution found for|is not available|or later is wanted, but|E: Unable to locate package|has no installation candidate/,
  ],
  [
    'BUILD_FAILURE',
    /subprocess-exited-with-error|Failed building wheel for|fatal error: \S+\.h|non-zero exit status|compilation failed for package/,
  ],
  [
    'IMAGE_BUILD',
    /"success": false|failed to (?:push|build|solve)|denied: requested access|base image \S+ is not on the engine|could not be pulled|executable file not found/,
  ],
];

/** Finds the class of a failure in all that the engine and the failing step said; `otherwise` where nothing tells. */
export function classifyFailure(
  text: string,
  otherwise: FailureClass = 'ERR_CODEENV_UPDATE_FAILED',
): FailureClass {
  if (isVersionOfOtherPython(text)) return 'PYTHON_VERSION';
  return signs.find(([, sign]) => sign.test(text))?.[0] ?? otherwise;
}

/** pip found the version that was asked for and left it out, because it is for another Python. */
function isVersionOfOtherPython(text: string): boolean {
  const asked = /No matching distribution found for [^\s=]+==([^\s,;]+)/.exec(text)?.[1];
  const left = /Ignored the following versions that require a different python version: (.*)/.exec(text)?.[1];
  return (
    asked !== undefined &&
    (left ?? '').split('; ').some(entry => entry.startsWith(`${asked} Requires-Python`))
  );
}

/** What to do about a failure of the class, in a sentence. */
export const nextSteps: Readonly<Record<FailureClass, string>> = {
  VERSION_CONFLICT:
    'Loosen or drop one of the versions that do not go together; core packages have versions of their own, see corePackagesSet.',
  MISSING_PACKAGE:
    'See whether name and version are right, and whether the index or repository of this code env has it.',
  PYTHON_VERSION:
    'Choose another pythonInterpreter, one that the base image has, or a version of the package that supports this one.',
  BUILD_FAILURE:
    'It is built from source: choose a version that has a wheel, or install compiler and headers in dockerfileBeforePackages.',
  CONDA_ERROR: 'See whether the channels have these packages, and loosen what cannot be satisfied together.',
  NETWORK:
    'See whether the engine reaches the address, by its proxy and DNS, then build again: what is finished stays.',
  RESOURCES:
    'Give the engine more memory or disk: `docker system df` shows what fills it, `docker builder prune` frees space.',
  IMAGE_BUILD:
    'See the log for what the step said, and mend the Dockerfile, the base image or the access to it.',
  ERR_CODEENV_UPDATE_FAILED: 'See the log for what the step said.',
};
