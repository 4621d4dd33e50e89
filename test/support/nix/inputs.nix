# Stand-ins for the flakes that others take: nixpkgs, flake-utils, flake-parts, devshell, devenv, git-hooks, treefmt-nix, uv2nix,
# pyproject.nix, poetry2nix, mach-nix, import-tree. `packages` is the directory of `packages.nix`.
packages:
let
  inherit (builtins) attrNames attrValues concatMap elem filter foldl' head isAttrs isFunction isPath listToAttrs map mapAttrs readDir;
  systems = [ "x86_64-linux" "aarch64-linux" "aarch64-darwin" "x86_64-darwin" ];
  pkgs = import packages { };
  inherit (pkgs) lib;
  merged = foldl' lib.recursiveUpdate { };
  eachSystem = names: f: merged (map (system: mapAttrs (_: value: { ${system} = value; }) (f system)) names);
  mark = kind: name: "/nix/store/${kind}--${name}--";

  # A module and those it imports, as plain options.
  optionsOf = given: module:
    let
      loaded = if isPath module || builtins.isString module then import module else module;
      own = if isFunction loaded then loaded given else loaded;
      imports = concatMap (optionsOf given) (own.imports or [ ]);
    in [ (removeAttrs own [ "imports" "config" ]) ] ++ (if own ? config then [ own.config ] else [ ]) ++ imports;
  config = given: modules: merged (concatMap (optionsOf given) modules);

  devenvShell = { pkgs, modules, ... }:
    let
      found = config { inherit pkgs lib; inputs = { }; config.languages.python.package = pkgs.python3; } modules;
      python = found.languages.python or { };
      manager = if python.poetry.enable or false then [ (mark "top" "poetry") ] else [ ];
    in pkgs.mkShell (removeAttrs found [ "languages" ] // { packages = (found.packages or [ ]) ++ lib.optional (python.enable or false) pkgs.python3; shellHook = found.enterShell or ""; inside = manager ++ [ (python.package or null) (python.libraries or [ ]) ]; });
  devshellSet = { mkShell = devshellShell; };
  devshellShell = args: pkgs.mkShell (removeAttrs args [ "devshell" ] // { packages = args.packages or [ ] ++ args.devshell.packages or [ ] ++ map (one: one.package or null) (args.commands or [ ]); inside = args.devshell or { }; });
  builders = names: listToAttrs (map (name: { inherit name; value = args: { type = "derivation"; name = args.name or args.pname or name; outPath = mark "build" name; pkgs = { }; }; }) names);
  checkers = options: pkgs.runCommand "checks" { inherit options; } "true" // { shellHook = ""; enabledPackages = [ ]; config.build = { wrapper = pkgs.runCommand "fmt" { inherit options; } "true"; check = _: pkgs.runCommand "fmt" { inherit options; } "true"; }; };
  virtual = name: deps: { type = "derivation"; name = "mkVirtualEnv"; outPath = mark "build" "mkVirtualEnv"; overrideAttrs = change: virtual name deps // (if isFunction change then change { passthru = { }; } else change); };

  mkFlake = { inputs, ... }: module:
    let
      args = { inherit inputs lib; inherit (inputs) self; config = { }; };
      modules = optionsOf args module;
      partitions = concatMap (one: concatMap (part: optionsOf args part.module) (attrValues (one.partitions or { }))) modules;
      all = modules ++ partitions;
      perSystem = filter (x: x != null) (map (one: one.perSystem or null) all);
      plain = system: import packages { inherit system; };
      given = system: own: { pkgs = own; inherit system lib inputs; inherit (inputs) self; self' = mapAttrs (_: value: value.${system} or { }) inputs.self; inputs' = mapAttrs (_: one: mapAttrs (_: value: value.${system} or { }) one) (removeAttrs inputs [ "self" ]); config = of system; };
      found = system: own: merged (concatMap (optionsOf (given system own)) perSystem);
      of = system: let own = (found system (plain system))._module.args.pkgs or (plain system); in removeAttrs (found system own) [ "_module" ];
      shells = system: let one = of system; in one // { devShells = (one.devShells or { }) // mapAttrs (_: module: devenvShell { pkgs = plain system; modules = [ module ]; }) (one.devenv.shells or { }) // mapAttrs (_: devshellShell) (one.devshells or { }) // mapAttrs (_: pkgs.mkShell) (one.make-shells or { }); };
      names = foldl' (all: one: all ++ one.systems or [ ]) [ ] all;
    in merged ([ (eachSystem (if names == [ ] then systems else names) shells) ] ++ map (one: one.flake or { }) all);

  importTree = directory:
    let
      within = path: concatMap (name:
        let kind = (readDir path).${name}; whole = path + "/${name}"; in
        if lib.hasPrefix "_" name then [ ] else if kind == "directory" then within whole else if lib.hasSuffix ".nix" name then [ whole ] else [ ]) (attrNames (readDir path));
    in { imports = within directory; };
in
{
  inherit devenvShell;
  all = rec {
    nixpkgs = { outPath = packages; inherit lib; legacyPackages = lib.genAttrs systems (system: import packages { inherit system; }); };
    base = nixpkgs;
    flake-utils.lib = {
      inherit eachSystem;
      eachDefaultSystem = eachSystem systems;
      defaultSystems = systems;
      system = listToAttrs (map (name: { inherit name; value = name; }) systems);
      mkApp = { drv, ... }: { type = "app"; program = "${drv}"; };
      flattenTree = x: x;
      meld = inputs: files: merged (map (file: import file inputs) files);
    };
    flake-parts = { lib.mkFlake = mkFlake; flakeModules.partitions = { }; };
    devshell = { legacyPackages = lib.genAttrs systems (_: devshellSet); overlays.default = _: _: { devshell = devshellSet; }; flakeModule = { }; };
    devenv = { lib.mkShell = devenvShell; flakeModule = { }; };
    git-hooks = { lib = lib.genAttrs systems (_: { run = checkers; }); flakeModule = { }; };
    pre-commit-hooks = git-hooks;
    treefmt-nix = { lib = { evalModule = pkgs: module: checkers (config { inherit pkgs lib; } [ module ]); mkWrapper = pkgs: module: checkers (config { inherit pkgs lib; } [ module ]); }; flakeModule = { }; };
    uv2nix = { lib.workspace.loadWorkspace = _: { mkPyprojectOverlay = _: _: _: { }; mkEditablePyprojectOverlay = _: _: _: { }; deps = { all = { }; default = { }; }; pythonSet.mkVirtualEnv = virtual; }; set.mkVirtualEnv = virtual; };
    pyproject-nix = { build.packages = { python }: { overrideScope = _: { mkVirtualEnv = virtual; overrideScope = _: { mkVirtualEnv = virtual; }; }; }; lib.project.loadPyproject = _: { renderers.withPackages = _: _: [ ]; }; };
    pyproject-build-systems.overlays = { default = _: _: { }; wheel = _: _: { }; };
    poetry2nix = builders [ "mkPoetryApplication" "mkPoetryEnv" "mkPoetryPackages" ] // { packages = lib.genAttrs systems (_: { inherit (pkgs) poetry black; }); lib = { poetry = ./.; mkPoetry2Nix = _: builders [ "mkPoetryApplication" "mkPoetryEnv" ]; }; };
    mach-nix = builders [ "mkPython" "buildPythonPackage" "mkPythonShell" ] // { lib = lib.genAttrs systems (_: builders [ "mkPython" "mkPythonShell" ]); };
    jupyterWith = builders [ "jupyterlabWith" ];
    import-tree = importTree;
  };
}
