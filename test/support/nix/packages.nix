# As much of nixpkgs as small flakes use: every package is a record with its name, and a shell says what reaches it: the names
# of its packages, those of environments in their place, and the code of its hook.
let
  inherit (builtins) attrNames concatLists concatMap concatStringsSep elem elemAt filter foldl' isAttrs isList length listToAttrs map sort;
  records = names: listToAttrs (map (name: { inherit name; value = { type = "derivation"; inherit name; outPath = "/nix/store/${name}"; }; }) names);
  flatten = x: if isList x then concatMap flatten x else [ x ];
  unique = foldl' (all: x: if elem x all then all else all ++ [ x ]) [ ];
  pythonSet = records [ "numpy" "scipy" "pandas" "requests" "torch" "flask" "black" "pip" "pytest" "spare" ];
  python = name: let self = { type = "derivation"; inherit name; outPath = "/nix/store/${name}"; pkgs = pythonSet; withPackages = f: { environment = f pythonSet; }; override = _: self; }; in self;
  namesOf = x: if x == null then [ ] else if x ? environment then concatMap namesOf (flatten x.environment) else [ x.name ];
  lists = [ "packages" "buildInputs" "nativeBuildInputs" "propagatedBuildInputs" ];
  reversed = list: map (at: elemAt list (length list - 1 - at)) (builtins.genList (at: at) (length list));
  mkShell = args:
    let inside = args.inputsFrom or [ ]; own = concatMap namesOf (concatMap (name: flatten (args.${name} or [ ])) lists);
    in {
      type = "derivation";
      name = args.name or "nix-shell";
      outPath = "/nix/store/nix-shell";
      names = sort (a: b: a < b) (unique (own ++ concatMap (shell: shell.names or [ ]) inside));
      shellHook = concatStringsSep "\n" (map (shell: shell.shellHook or "") (reversed inside ++ [ args ]));
    };
  lib = {
    inherit flatten concatLists concatMap unique genAttrs mapAttrs filter foldl' elem head concatStringsSep;
    inherit (builtins) attrNames attrValues listToAttrs map length tail;
    optional = c: x: if c then [ x ] else [ ];
    optionals = c: x: if c then x else [ ];
    optionalString = c: x: if c then x else "";
    optionalAttrs = c: x: if c then x else { };
    remove = x: filter (y: y != x);
    subtractLists = out: filter (x: !(elem x out));
    attrVals = names: set: map (name: set.${name}) names;
    mapAttrsToList = f: set: map (name: f name set.${name}) (attrNames set);
    getAttrFromPath = path: set: foldl' (at: name: at.${name}) set path;
    attrByPath = path: default: set: if path == [ ] then set else if set ? ${head path} then lib.attrByPath (builtins.tail path) default set.${head path} else default;
    nameValuePair = name: value: { inherit name value; };
    recursiveUpdate = a: b: if isAttrs a && isAttrs b && !(a ? type) then a // mapAttrs (name: value: if a ? ${name} then lib.recursiveUpdate a.${name} value else value) b else b;
    concatMapStringsSep = by: f: list: concatStringsSep by (map f list);
    concatLines = list: concatStringsSep "" (map (line: line + "\n") list);
    mkIf = c: x: if c then x else { };
    id = x: x;
    pipe = foldl' (x: f: f x);
    flip = f: a: b: f b a;
    makeLibraryPath = _: "/lib";
    systems.flakeExposed = [ "x86_64-linux" ];
  };
  inherit (builtins) head mapAttrs;
  genAttrs = names: f: listToAttrs (map (name: { inherit name; value = f name; }) names);
  pkgs = records [ "zlib" "uv" "git" "ruff" "jq" "gcc" "hdf5" "just" "nodejs" "otherwise" ] // {
    inherit lib mkShell;
    mkShellNoCC = mkShell;
    callPackage = path: args: let f = if builtins.isFunction path then path else import path; in f (builtins.intersectAttrs (builtins.functionArgs f) (pkgs // { inherit pkgs; }) // args);
    writeShellScriptBin = name: text: { type = "derivation"; inherit name text; outPath = "/nix/store/${name}"; };
    python3 = python "python3";
    python311 = python "python311";
    python312 = python "python312";
    python3Packages = pythonSet;
    python311Packages = pythonSet;
    python312Packages = pythonSet;
    system = "x86_64-linux";
    extend = overlay: let next = pkgs // overlay next pkgs; in next;
  };
in
{ system ? "x86_64-linux", overlays ? [ ], config ? { }, ... }:
foldl' (before: overlay: let next = before // overlay next before; in next) pkgs overlays
