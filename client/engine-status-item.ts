import { Disposable, LanguageStatusSeverity, l10n, languages, workspace } from 'vscode';
import { languageId } from '../protocol/index.ts';
import { nameOfStatus } from './accessible-names.ts';
import type { FolderStates, ImageStates } from './image-states.ts';

/** Which container engine answers, and where, or why none does, in the language status of our files. In Restricted Mode none is asked. */
export function showEngineStatus(states: ImageStates): Disposable {
  if (workspace.isTrusted) return engineStatusItem(states);
  let item: Disposable | undefined;
  const granted = workspace.onDidGrantWorkspaceTrust(() => {
    item = engineStatusItem(states);
  });
  return new Disposable(() => {
    granted.dispose();
    item?.dispose();
  });
}

function engineStatusItem(states: ImageStates): Disposable {
  const item = languages.createLanguageStatusItem('code-envs.engine', { language: languageId });
  item.name = l10n.t('Code Envs: Container Engine');
  const tell = () => {
    const { text, detail = '', busy = false, why } = engineWords(states.get());
    item.severity = why === undefined ? LanguageStatusSeverity.Information : LanguageStatusSeverity.Warning;
    item.command = {
      command: 'code-envs.doctor',
      title: l10n.t('Doctor'),
      ...(why !== undefined && { tooltip: why }),
    };
    Object.assign(item, { text, detail, busy });
    item.accessibilityInformation = nameOfStatus(item);
  };
  tell();
  return Disposable.from(item, states.onDidChange(tell));
}

interface EngineWords {
  readonly text: string;
  /** There is one line for it. */
  readonly detail?: string;
  readonly busy?: boolean;
  /** What went wrong, in full. */
  readonly why?: string;
}

function engineWords(folders: readonly FolderStates[] | undefined): EngineWords {
  const why = folders?.find(folder => folder.failure !== undefined)?.failure;
  if (why !== undefined)
    return {
      text: l10n.t('Container engine is not known'),
      detail: l10n.t('The output channel Code Envs says why'),
      why,
    };
  if (!folders || folders.some(({ status }) => !status))
    return { text: l10n.t('Container engine is asked'), busy: true };
  const engines = folders.flatMap(({ status }) => status?.engines ?? []);
  const silent = engines.find(engine => engine.failure !== undefined)?.failure;
  if (silent !== undefined)
    return { text: l10n.t('No container engine answers'), detail: triedIn(silent), why: silent };
  const titles = [...new Set(engines.flatMap(({ title }) => title ?? []))];
  return titles.length === 0
    ? {
        text: l10n.t('No container engine is asked'),
        detail: l10n.t('No image of a code env is planned here'),
      }
    : { text: titles.join(', ') };
}

/** What was tried stands in lines of its own, which are indented. */
function triedIn(failure: string): string {
  const [first = '', ...others] = failure.split('\n').filter(line => line.startsWith('  '));
  return others.length === 0
    ? first.trim()
    : l10n.t('{count} addresses were tried', { count: others.length + 1 });
}
