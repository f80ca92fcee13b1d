# SPDX-License-Identifier: GPL-3.0-or-later
# DuckDB's C API: the system's, else what `./dev setup` put under CONCORD_DUCKDB_ROOT. Defines DuckDB::DuckDB.
set(CONCORD_DUCKDB_ROOT "$ENV{CONCORD_DUCKDB_ROOT}" CACHE PATH "Folder with lib/libduckdb.so and include/duckdb.h")
find_path(DuckDB_INCLUDE_DIR NAMES duckdb.h HINTS "${CONCORD_DUCKDB_ROOT}/include")
find_library(DuckDB_LIBRARY NAMES duckdb HINTS "${CONCORD_DUCKDB_ROOT}/lib")
if(DuckDB_INCLUDE_DIR AND NOT DuckDB_VERSION)
  set(DuckDB_VERSION "1.4")
endif()
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(DuckDB REQUIRED_VARS DuckDB_LIBRARY DuckDB_INCLUDE_DIR VERSION_VAR DuckDB_VERSION)
if(DuckDB_FOUND AND NOT TARGET DuckDB::DuckDB)
  add_library(DuckDB::DuckDB UNKNOWN IMPORTED)
  set_target_properties(DuckDB::DuckDB PROPERTIES
    IMPORTED_LOCATION "${DuckDB_LIBRARY}" INTERFACE_INCLUDE_DIRECTORIES "${DuckDB_INCLUDE_DIR}")
endif()
