# What a flake comes to with stand-ins for its inputs: `nixpkgs`, `flake-utils`, `flake-parts` and itself. `packages` is the
# directory of `packages.nix` under the name that `import nixpkgs` needs.
packages: path:
let
  inherit (builtins) attrNames concatMap concatStringsSep foldl' functionArgs head intersectAttrs isFunction listToAttrs map mapAttrs;
  systems = [ "x86_64-linux" "aarch64-linux" ];
  pkgs = import packages { };
  nixpkgs = { outPath = packages; inherit (pkgs) lib; legacyPackages = pkgs.lib.genAttrs systems (system: import packages { inherit system; }); };
  merged = foldl' pkgs.lib.recursiveUpdate { };
  eachSystem = names: f: merged (map (system: mapAttrs (_: value: { ${system} = value; }) (f system)) names);
  flake-utils.lib = {
    inherit eachSystem;
    eachDefaultSystem = eachSystem systems;
    defaultSystems = systems;
    system = listToAttrs (map (name: { inherit name; value = name; }) systems);
    mkApp = { drv, ... }: { type = "app"; program = drv.outPath; };
    flattenTree = x: x;
  };
  flake-parts.lib.mkFlake = { inputs, ... }: module:
    let
      config = if isFunction module then module { inherit inputs; inherit (inputs) self; inherit (pkgs) lib; } else module;
      of = system: let own = import packages { inherit system; }; in config.perSystem { pkgs = own; inherit system; inherit (own) lib; self' = mapAttrs (_: value: value.${system} or { }) inputs.self; inputs' = { }; config = of system; };
    in merged [ (eachSystem config.systems of) (config.flake or { }) ];
  flake = import path;
  # Nix passes what is declared and what the function names.
  inputs = intersectAttrs ({ self = null; } // (flake.inputs or { }) // functionArgs flake.outputs) { inherit nixpkgs flake-utils flake-parts self; };
  self = { outPath = dirOf path; } // outputs;
  outputs = flake.outputs inputs;
  of = kind: let value = outputs.${kind} or { }; in if kind == "overlays" then attrNames value else if kind == "formatter" then map (_: "default") (attrNames value) else concatMap (system: attrNames value.${system}) (attrNames value);
  shells = let known = outputs.devShells or { }; in foldl' (all: system: all // known.${system}) { } (attrNames known);
  legacy = let known = outputs.devShell or { }; in foldl' (all: system: { default = known.${system}; } // all) { } (attrNames known);
in
{
  shells = mapAttrs (_: shell: { names = shell.names or [ ]; hook = shell.shellHook or ""; }) (legacy // shells);
  outputs = listToAttrs (map (kind: { name = kind; value = of kind; }) [ "packages" "apps" "checks" "overlays" "formatter" ]);
}
