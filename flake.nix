{
  description = "Static policy checks for monorepos that pair a uv workspace with a Nix flake";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { self, nixpkgs }:
    let
      systems = [
        "x86_64-linux"
        "aarch64-linux"
        "x86_64-darwin"
        "aarch64-darwin"
      ];
      eachSystem = make: nixpkgs.lib.genAttrs systems (system: make nixpkgs.legacyPackages.${system});
      packageFor = pkgs: pkgs.callPackage ./packaging/nix/package.nix { };
    in
    {
      packages = eachSystem (pkgs: rec {
        policy-check = packageFor pkgs;
        default = policy-check;
      });

      apps = eachSystem (pkgs: rec {
        policy-check = {
          type = "app";
          program = "${packageFor pkgs}/bin/policy-check";
          meta.description = "Check the policies of a repository";
        };
        default = policy-check;
      });

      overlays.default = final: _: { policy-check = packageFor final; };

      devShells = eachSystem (pkgs: {
        default = pkgs.mkShellNoCC {
          packages = [
            pkgs.git
            pkgs.nodejs
            pkgs.python3
            pkgs.uv
          ];
        };
      });

      # One check for `nix flake check` of any repository: `checks.x86_64-linux.policies = policy-check.lib.check pkgs ./.;`
      lib.check =
        pkgs: src:
        pkgs.runCommand "policy-check" { nativeBuildInputs = [ (packageFor pkgs) ]; } ''
          cd ${src}
          policy-check --no-cache
          touch $out
        '';

      checks = eachSystem (pkgs: {
        policies = self.lib.check pkgs ./.;
      });
    };
}
