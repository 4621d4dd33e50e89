/**
 * How a script file is started, as far as its callers are known: inside an environment of Python, in a container image,
 * or by nothing of that kind.
 */
export type ScriptStart = 'wrapped' | 'in-image' | 'bare' | 'unknown'
