# The generators that tests/bench/compile compares. Sourced by it; not run by itself.
# shellcheck shell=bash disable=SC2154

ploidy_version=0.15.0
openapi_to_rust_version=0.23.0

# Builds ours, installs the others once, and fills in `generators`. SPECWRIGHT names a program to
# use instead of building it, PEERS a folder below whose bin/ the others are.
prepare() {
  specwright="${SPECWRIGHT:-$target/tools/release/specwright}"
  [ -n "${SPECWRIGHT:-}" ] ||
    cargo build --quiet --release --manifest-path "$root/Cargo.toml" -p specwright \
      --bin specwright --target-dir "$target/tools"
  generators=(specwright)
  $alone && return
  tools="${PEERS:-$target/tools}"
  [ -x "$tools/bin/ploidy" ] ||
    cargo install --quiet ploidy --version "$ploidy_version" --root "$tools"
  [ -x "$tools/bin/openapi-to-rust" ] ||
    cargo install --quiet openapi-to-rust --version "$openapi_to_rust_version" --root "$tools"
  generators+=("ploidy $ploidy_version" "openapi-to-rust $openapi_to_rust_version")
}

# generate GENERATOR DESCRIPTION FOLDER PACKAGE
generate() {
  case "$1" in
    specwright)
      "$specwright" generate --quiet --spec "$2" --output "$3" --name "$4"
      ;;
    ploidy*)
      "$tools/bin/ploidy" generate rust "$2" --output "$3" --name "$4-ploidy" &&
        ploidy_example "$3" "$4-ploidy"
      ;;
    openapi-to-rust*)
      mkdir -p "$3/src" &&
        "$tools/bin/openapi-to-rust" generate "$2" --quiet --output-dir "$3/src/generated" \
          --module-name sdk &&
        openapi_to_rust_crate "$3" "$4-openapi-to-rust"
      ;;
  esac >/dev/null 2>&1
}

# A program that makes one call, the same work as our example does: a method without arguments.
ploidy_example() {
  local method
  method=$(grep -rhoE 'pub async fn [a-z_0-9]+\(&self\)' "$1/src" | head -1 |
    sed 's/pub async fn //; s/(.*//') || true
  [ -n "$method" ] || return 0
  mkdir -p "$1/examples"
  printf '#[tokio::main]\nasync fn main() {\n    let client = %s::Client::new("http://localhost").unwrap();\n    println!("{:?}", client.%s().await);\n}\n' \
    "${2//-/_}" "$method" >"$1/examples/quickstart.rs"
  printf '\n[dev-dependencies]\ntokio = { version = "1", features = ["macros", "rt-multi-thread"] }\n' \
    >>"$1/Cargo.toml"
}

# It writes modules; the crate around them is ours.
openapi_to_rust_crate() {
  printf '[package]\nname = "%s"\nversion = "0.1.0"\nedition = "2024"\n\n[workspace]\n\n' "$2" \
    >"$1/Cargo.toml"
  cat "$1/src/generated/REQUIRED_DEPS.toml" >>"$1/Cargo.toml"
  echo 'pub mod generated;' >"$1/src/lib.rs"
}
