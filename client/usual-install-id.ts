/** The `installId` that a new instance gets where nobody gives another: the name of its folder, so that no two share images. */
export function usualInstallId(folder: string): string {
  return folder.replaceAll(/[^\w-]+/g, '-').replaceAll(/^-+|-+$/g, '') || 'local';
}
