#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# fetch-duckdb.sh FOLDER: DuckDB's shared library and C header into FOLDER/lib and FOLDER/include, for systems that do
# not package it. The header is of an older release: the C API only grows.
set -euo pipefail
shopt -s inherit_errexit

folder=$1
case $(uname -m) in
  x86_64)
    library=@duckdb/node-bindings-linux-x64@1.5.6-r.1
    library_sum=1b9f82478539bb9a1d1df44bd103121a12ae52142c07158dc52b97d2ec1d69ff
    ;;
  aarch64)
    library=@duckdb/node-bindings-linux-arm64@1.5.5-r.5
    library_sum=3b85f3ea438f7dc3691d7b5e6e4222ffe9127fd17885f96ca72e0c99925c348e
    ;;
  *)
    echo "DuckDB's library is not published for $(uname -m): build it, and set CONCORD_DUCKDB_ROOT." >&2
    exit 1
    ;;
esac
header=duckdb@1.4.4
header_sum=5bb967dcbcd517670ba5f169f238fb9d6787e53752c60ebe24386169d76941ed

scratch=$(mktemp -d "$folder/fetch.XXXXXX")
trap 'rm -rf "$scratch"' EXIT

# fetch PACKAGE SHA256 → the archive's path
fetch() {
  local archive
  archive=$scratch/$(cd "$scratch" && npm pack --loglevel=error --prefer-offline --fetch-retries=1 "$1")
  echo "$2  $archive" | sha256sum --check --quiet >&2
  printf '%s\n' "$archive"
}

mkdir -p "$folder/lib" "$folder/include"
archive=$(fetch "$library" "$library_sum")
tar -xzf "$archive" -C "$folder/lib" --strip-components=1 package/libduckdb.so
tar -xzf "$archive" -C "$folder" --strip-components=1 package/LICENSE
archive=$(fetch "$header" "$header_sum")
tar -xzf "$archive" -C "$folder/include" --strip-components=5 package/src/duckdb/src/include/duckdb.h
