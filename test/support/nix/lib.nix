# As much of nixpkgs' `lib` as small flakes use.
let
  inherit (builtins) attrNames attrValues concatLists concatMap concatStringsSep elem filter foldl' functionArgs genList head isAttrs isFunction isList length listToAttrs map mapAttrs stringLength substring tail;
  lib = {
    inherit attrNames attrValues concatLists concatMap concatStringsSep elem filter foldl' genList head isAttrs isFunction isList length listToAttrs map mapAttrs tail;
    inherit (builtins) getAttr hasAttr removeAttrs replaceStrings isString readFile toJSON fromJSON fromTOML functionArgs intersectAttrs splitVersion pathExists sort;
    flatten = x: if isList x then concatMap lib.flatten x else [ x ];
    unique = foldl' (all: x: if elem x all then all else all ++ [ x ]) [ ];
    fix = f: let x = f x; in x;
    id = x: x;
    isDerivation = x: isAttrs x && (x.type or "") == "derivation";
    const = x: _: x;
    flip = f: a: b: f b a;
    pipe = foldl' (x: f: f x);
    optional = c: x: if c then [ x ] else [ ];
    optionals = c: x: if c then x else [ ];
    optionalString = c: x: if c then x else "";
    optionalAttrs = c: x: if c then x else { };
    remove = x: filter (y: y != x);
    subtractLists = out: filter (x: !(elem x out));
    singleton = x: [ x ];
    toList = x: if isList x then x else [ x ];
    last = list: builtins.elemAt list (length list - 1);
    forEach = list: f: map f list;
    imap0 = f: list: genList (at: f at (builtins.elemAt list at)) (length list);
    range = a: b: genList (at: a + at) (b - a + 1);
    attrVals = names: set: map (name: set.${name}) names;
    getAttrs = names: set: lib.genAttrs names (name: set.${name});
    genAttrs = names: f: listToAttrs (map (name: { inherit name; value = f name; }) names);
    nameValuePair = name: value: { inherit name value; };
    mapAttrs' = f: set: listToAttrs (map (name: f name set.${name}) (attrNames set));
    mapAttrsToList = f: set: map (name: f name set.${name}) (attrNames set);
    filterAttrs = keep: set: listToAttrs (concatMap (name: if keep name set.${name} then [ { inherit name; value = set.${name}; } ] else [ ]) (attrNames set));
    getAttrFromPath = path: set: foldl' (at: name: at.${name}) set path;
    attrByPath = path: default: set: if path == [ ] then set else if set ? ${head path} then lib.attrByPath (tail path) default set.${head path} else default;
    recursiveUpdate = a: b: if isAttrs a && isAttrs b && !(a ? type) then a // mapAttrs (name: value: if a ? ${name} then lib.recursiveUpdate a.${name} value else value) b else b;
    mergeAttrsList = foldl' (a: b: a // b) { };
    cartesianProduct = sets: foldl' (all: name: concatMap (one: map (value: one // { ${name} = value; }) sets.${name}) all) [ { } ] (attrNames sets);
    cartesianProductOfSets = lib.cartesianProduct;
    makeScope = newScope: f: let self = f self // { callPackage = newScope self; newScope = more: newScope (self // more); packages = f; }; in self;
    concatStrings = concatStringsSep "";
    concatMapStrings = f: list: concatStringsSep "" (map f list);
    concatMapStringsSep = by: f: list: concatStringsSep by (map f list);
    concatLines = list: concatStringsSep "" (map (line: line + "\n") list);
    hasPrefix = part: text: substring 0 (stringLength part) text == part;
    hasSuffix = part: text: stringLength text >= stringLength part && substring (stringLength text - stringLength part) (stringLength part) text == part;
    removeSuffix = part: text: if lib.hasSuffix part text then substring 0 (stringLength text - stringLength part) text else text;
    removePrefix = part: text: if lib.hasPrefix part text then substring (stringLength part) (stringLength text) text else text;
    fileContents = path: lib.removeSuffix "\n" (builtins.readFile path);
    trim = text: lib.removeSuffix "\n" text;
    splitString = by: text: filter builtins.isString (builtins.split by text);
    escapeShellArg = text: "'${toString text}'";
    mkIf = c: x: if c then x else { };
    mkMerge = foldl' lib.recursiveUpdate { };
    mkForce = x: x;
    mkDefault = x: x;
    getExe = x: "${x}/bin/${x.meta.mainProgram or x.name}";
    getExe' = x: name: "${x}/bin/${name}";
    getLib = x: x;
    getBin = x: x;
    getDev = x: x;
    makeBinPath = list: concatStringsSep ":" (map (x: "${x}/bin") list);
    makeLibraryPath = list: concatStringsSep ":" (map (x: "${x}/lib") list);
    makeSearchPath = part: list: concatStringsSep ":" (map (x: "${x}/${part}") list);
    makeOverridable = f: args: f args;
    callPackageWith = set: target: args: let f = if isFunction target then target else import target; in f (builtins.intersectAttrs (functionArgs f) set // args);
    packagesFromDirectoryRecursive = { callPackage, directory }:
      let
        entries = builtins.readDir directory;
        of = name: kind:
          if kind == "directory" then [ { inherit name; value = if builtins.pathExists (directory + "/${name}/package.nix") then callPackage (directory + "/${name}/package.nix") { } else lib.packagesFromDirectoryRecursive { inherit callPackage; directory = directory + "/${name}"; }; } ]
          else if lib.hasSuffix ".nix" name then [ { name = lib.removeSuffix ".nix" name; value = callPackage (directory + "/${name}") { }; } ]
          else [ ];
      in listToAttrs (concatLists (lib.mapAttrsToList of entries));
    composeExtensions = f: g: final: prev: let a = f final prev; in a // g final (prev // a);
    composeManyExtensions = foldl' lib.composeExtensions (_: _: { });
    cleanSource = x: x;
    sourceByRegex = x: _: x;
    fileset = { trace = _: x: x; toSource = { root, ... }: root; unions = x: x; };
    systems.flakeExposed = [ "x86_64-linux" ];
    platforms.linux = [ "x86_64-linux" ];
    attrsets = lib;
    lists = lib;
    strings = lib;
    trivial = lib;
    customisation = lib;
    filesystem = lib;
    nixosSystem = _: { };
  };
in
lib
