import { type FileSystemWatcher, WatchKind } from 'vscode-languageserver';
import { besidePatterns, filePatterns } from '../core/index.ts';

/** What rules look at beside the definitions, without being checked itself. */
const lookedAtPatterns = [
  '**/resources',
  '**/resources_env.json',
  '**/actual/{requirements.txt,rPackages.txt}',
];

/** The files of workloads. What is in them is their own affair. */
const scriptPattern = '**/*.{py,R,r,ipynb}';

/** The files whose changes the editor is to tell where it reads files for us: the disk is not asked then how they are now. */
export const allWatchers: readonly FileSystemWatcher[] = [{ globPattern: '**/*' }];

/** The files on the disk whose changes the editor is to tell. */
export const watchers: readonly FileSystemWatcher[] = [
  ...[...filePatterns, ...besidePatterns, ...lookedAtPatterns].map(globPattern => ({ globPattern })),
  { globPattern: scriptPattern, kind: WatchKind.Create | WatchKind.Delete },
];
