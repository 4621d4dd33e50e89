/**
 * Interpreters of Python that nixpkgs has as `python3NN`, and the versions that plain `python3` may be.
 *
 * Source: nixpkgs `pkgs/top-level/all-packages.nix` of nixos-24.11, 25.05 and nixos-unstable.
 * Read: 2026, no commit is on record.
 * Renew: by hand, when nixpkgs takes one in or drops one.
 */

/** Minor versions of Python 3 with an attribute of their own, the newest first. */
export const pythonAttributes: readonly number[] = [14, 13, 12, 11, 10]

/** Minor versions that `python3` stands for in the releases of nixpkgs that are in use. */
export const plainPython: readonly number[] = [12, 13]
