/**
 * Names that documents use for something of the reader's own: nothing has them, and nothing is meant to. A name that the
 * repository really has is no placeholder; whoever asks looks there first.
 *
 * Source: uv's and pip's manuals, and the READMEs of public repositories.
 * Renew: by hand.
 */

/** A form of such names, with what it is like. */
export interface PlaceholderName {
  readonly like: string
  /** Matches a whole name: of a package or a member, or the last component of a path. */
  readonly pattern: RegExp
}

/** What stands for any noun after `my-`, `your-`, `some-` or alone in capitals. */
const noun =
  '(?:package|pkg|member|project|library|lib|app|application|module|plugin|service|name|tool|file|script|dep|dependency|extra|group|command|target|test|tests|dir|directory|path|branch|env|environment|version)'

/** Names of packages, members, extras and the like. */
export const placeholderNames: readonly PlaceholderName[] = [
  {
    like: 'my-package, your_member, some-lib, the-app',
    pattern: /^(?:my|your|some|any|the|new|other|another)[-_].+$/i,
  },
  { like: 'mypackage, yourproject', pattern: new RegExp(`^(?:my|your|some)${noun}$`, 'i') },
  { like: 'PACKAGE, MEMBER_NAME', pattern: new RegExp(`^(?:[A-Z]+_)?${noun.toUpperCase()}(?:_NAME)?S?$`) },
  { like: 'package, member-name, package_a', pattern: new RegExp(`^${noun}(?:[-_](?:name|[a-z]|\\d))?$`) },
  { like: 'foo, bar2', pattern: /^(?:foo|bar|baz|qux|foobar|xyz|abc|xxx+|yyy+|acme)[-_]?\d*$/i },
  {
    like: 'example-package, package-example',
    pattern: new RegExp(`^(?:example(?:[-_]${noun})?|${noun}[-_]example)$`),
  },
  { like: 'x, a', pattern: /^[a-zA-Z]$/ },
  { like: 'desired_module', pattern: /^(?:desired|specific|given|chosen|selected|whatever)[-_].+$/i },
]

/** Names of files, their endings aside. */
export const placeholderFiles: readonly PlaceholderName[] = [
  { like: 'my_script.py, new_test.py', pattern: /^(?:my|your|some|any|new|another)[-_]?\w*$/i },
  {
    like: 'script.py, file.py, foo.py',
    pattern: /^(?:script|file|filename|foo|bar|baz|example|path|module|name|x|y)$/i,
  },
  {
    like: 'test_x.py, test_file.py, test_desired_module.py',
    pattern:
      /^test_(?:x|foo|bar|file|name|module|specific|example|feature|something|other|new|my|some|your|desired)(?:_.*)?$/i,
  },
  { like: 'a.py, b_test.py, test_a.py', pattern: /^(?:[a-z](?:_test)?|test_[a-z])$/i },
  { like: 'path_to_test.py', pattern: /^path_?to_?\w*$/i },
  { like: 'desired_test_module.py', pattern: /^(?:desired|specific|given|chosen|selected|whatever)_.+$/i },
]

/** First components of paths that stand for a place the reader knows. */
export const placeholderFolders: readonly string[] = ['path', 'your', 'my', 'some']
