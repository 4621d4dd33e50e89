# What a file comes to, as one text: the store paths of all that it brings and the texts around them. `packages` is the directory
# of `packages.nix`.
packages:
let
  inherit (builtins) attrNames attrValues concatStringsSep elem functionArgs intersectAttrs isAttrs isFunction isList isPath isString map mapAttrs;
  stand = import ./inputs.nix packages;
  pkgs = import packages { };
  inherit (pkgs) lib;
  quiet = [ "meta" "passthru" "name" "pname" "version" "src" "description" "pkgs" "inputs" "_module" ];
  text = levels: x:
    if levels == 0 then ""
    else if isString x then x
    else if isPath x then toString x
    else if isList x then concatStringsSep "\n" (map (text (levels - 1)) x)
    else if isAttrs x && x ? isWhole then ""
    else if isAttrs x && (x.type or "") == "derivation" then "${x.outPath}\n${if x ? inside then text (levels - 1) (removeAttrs x.inside quiet) else ""}"
    else if isAttrs x then concatStringsSep "\n" (map (text (levels - 1)) (attrValues (removeAttrs x [ "_module" "pkgs" ])))
    else "";
  # Called with what its formals name, until it is no function any more.
  called = levels: value: own:
    let
      pool = pkgs // stand.all // { inherit pkgs lib; inputs = stand.all; system = "x86_64-linux"; final = pkgs; prev = pkgs; self = own; pythonPackages = pkgs.python3Packages; } // pythonic;
      wanted = functionArgs value;
      pythonic = if wanted ? buildPythonPackage || wanted ? buildPythonApplication || wanted ? pythonOlder || wanted ? fetchPypi && !(wanted ? python3Packages) then removeAttrs pkgs.python3Packages [ "pkgs" "lib" "stdenv" ] else { };
      # A default stands, save for nixpkgs itself.
      required = removeAttrs wanted (builtins.filter (name: wanted.${name} && name != "pkgs") (attrNames wanted));
      next = value (if wanted == { } then pool else intersectAttrs required pool);
    in if levels == 0 then "" else if isFunction value then called (levels - 1) next own else text 20 value;
  outputsOf = path:
    let
      flake = import path;
      self = { outPath = dirOf path; } // outputs // { inherit inputs outputs; };
      inputs = intersectAttrs (functionArgs flake.outputs // (flake.inputs or { }) // (if functionArgs flake.outputs == { } then stand.all else { })) (stand.all // { inherit self; });
      outputs = flake.outputs (inputs // { inherit self; });
      overlays = map (overlay: overlay pkgs pkgs) (attrValues (outputs.overlays or { }));
    in [ (removeAttrs outputs [ "nixosConfigurations" "homeConfigurations" "nixosModules" "overlays" "overlay" "lib" "templates" ]) overlays ];
in
{ path, kind }:
if kind == "flake" then text 20 (outputsOf path)
else if kind == "devenv" then text 20 (stand.devenvShell { inherit pkgs; modules = [ path ]; })
else called 3 (import path) pkgs
