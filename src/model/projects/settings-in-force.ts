import type { FileTree } from '../../discover/file-tree.ts'
import { projectSettings, uvSettings } from '../../tables/uv-settings.ts'
import { joinPath } from '../../text/paths.ts'
import type { Setting, UvSettings } from '../manifest/manifest.ts'
import { uvTomlIn } from '../manifest/read-manifest.ts'
import type { Documents } from '../pages/documents.ts'
import type { Workspace } from './workspace.ts'

/** Where uv takes the settings of a workspace from. */
export interface SettingsInForce {
  /** `uv.toml` beside the root's manifest, or the manifest itself. */
  readonly path: string
  /** Undefined when there are none or the file was not read. */
  readonly settings: UvSettings | undefined
  /** Whether uv takes them: false when the file was not read or has a key at which uv drops all of them. */
  readonly certain: boolean
}

/**
 * The settings that count at the root: those of a `uv.toml`, which masks all of `[tool.uv]` beside it, else `[tool.uv]`
 * (uv-settings/src/lib.rs, `FilesystemOptions::from_directory`). At an unknown key uv drops all settings of a manifest
 * and looks in the directories above, and refuses a `uv.toml`. What uv reads with the project (`manifestSettings`) is no
 * part of this: it counts in the manifest alone.
 */
export function settingsInForce(
  { root, manifest, pyproject }: Workspace,
  { documents, tree }: { readonly documents: Documents; readonly tree: FileTree },
): SettingsInForce {
  const own = joinPath(root, 'uv.toml')
  const masks = tree.hasFile(own)
  const parsed = masks ? documents.get(own) : undefined
  const settings = masks ? parsed && uvTomlIn(parsed.document) : (pyproject.uv ?? undefined)
  const known: readonly string[] = uvSettings
  const isRefused = ({ name }: Setting) => !known.includes(name) || (masks && projectSettings.includes(name))
  const certain = !(masks && !settings) && settings?.all.some(isRefused) !== true
  return { path: masks ? own : manifest, settings, certain }
}
