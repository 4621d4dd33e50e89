# What a flake comes to with stand-ins for its inputs. `packages` is the directory of `packages.nix`.
packages: path:
let
  inherit (builtins) attrNames concatMap foldl' functionArgs intersectAttrs listToAttrs map mapAttrs;
  stand = (import ./inputs.nix packages).all;
  flake = import path;
  # Nix passes what is declared and what the function names.
  wanted = functionArgs flake.outputs;
  inputs = intersectAttrs ((flake.inputs or { }) // (if wanted == { } then stand else wanted)) stand // { inherit self; };
  self = { outPath = dirOf path; } // outputs // { inherit inputs; };
  outputs = flake.outputs inputs;
  of = kind: let value = outputs.${kind} or { }; in if kind == "overlays" then attrNames value else if kind == "formatter" then map (_: "default") (attrNames value) else concatMap (system: attrNames value.${system}) (attrNames value);
  shells = let known = outputs.devShells or { }; in foldl' (all: system: all // known.${system}) { } (attrNames known);
  legacy = let known = outputs.devShell or { }; in foldl' (all: system: { default = known.${system}; } // all) { } (attrNames known);
in
{
  shells = mapAttrs (_: shell: { names = shell.names or [ ]; hook = shell.shellHook or ""; }) (legacy // shells);
  outputs = listToAttrs (map (kind: { name = kind; value = of kind; }) [ "packages" "apps" "checks" "overlays" "formatter" ]);
}
