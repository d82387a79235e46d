const installers: ReadonlySet<string> = new Set([
  'helm.toolkit.fluxcd.io/HelmRelease',
  'helm.fluxcd.io/HelmRelease',
  'helm.cattle.io/HelmChart',
  'kustomize.toolkit.fluxcd.io/Kustomization',
  'argoproj.io/Application',
  'argoproj.io/ApplicationSet',
]);

/** Whether objects of a kind stand for others, which something in the cluster renders from a chart or repository. */
export function isInstaller(group: string, kind: string): boolean {
  return installers.has(`${group}/${kind}`);
}

/** What to tell of objects that install others, by kind. */
export function installerNotes(counts: ReadonlyMap<string, number>): readonly string[] {
  return [...counts].map(([kind, count]) =>
    count === 1
      ? `1 ${kind} object is not rendered: what it installs is not judged`
      : `${count} ${kind} objects are not rendered: what they install is not judged`,
  );
}
