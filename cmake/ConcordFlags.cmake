# SPDX-License-Identifier: GPL-3.0-or-later
# One INTERFACE target carries the language level, warnings and Qt's strictness to every target of the project.
add_library(concord_flags INTERFACE)
target_compile_features(concord_flags INTERFACE cxx_std_23)
target_compile_options(concord_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wcast-qual -Wimplicit-fallthrough -Werror)
target_compile_definitions(concord_flags INTERFACE
  QT_ENABLE_STRICT_MODE_UP_TO=0x060800 QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING
  QT_NO_KEYWORDS QT_NO_FOREACH)

# ccache can keep what clang makes of a precompiled header only where the header holds no time.
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  add_compile_options("SHELL:-Xclang -fno-pch-timestamp")
endif()

find_program(MOLD_PROGRAM mold)
if(MOLD_PROGRAM)
  target_link_options(concord_flags INTERFACE -fuse-ld=mold)
endif()

set(CONCORD_SANITIZE "" CACHE STRING "Sanitizers to build with, as -fsanitize= takes them (address,undefined or thread)")
if(CONCORD_SANITIZE)
  add_compile_options(-fsanitize=${CONCORD_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${CONCORD_SANITIZE})
endif()

# Headers of a screen or an engine are installed where every target finds them. A layer that may not use them gets this
# folder first in its include path: each forbidden header is there as one #error, so that a wrong include does not build.
set(CONCORD_FORBIDDEN_DIR "${CMAKE_BINARY_DIR}/forbidden")

function(concord_forbid_header folder name)
  set(file "${CONCORD_FORBIDDEN_DIR}/${folder}/${name}")
  if(NOT EXISTS "${file}")
    file(WRITE "${file}" "#error \"${name} is not for this layer: see ARCHITECTURE.md, Layers\"\n")
  endif()
endfunction()

foreach(module Gui Widgets)
  foreach(include_dir IN LISTS Qt6${module}_INCLUDE_DIRS)
    if(include_dir MATCHES "Qt${module}$")
      file(GLOB headers RELATIVE "${include_dir}" "${include_dir}/Q*" "${include_dir}/q*.h")
      foreach(header IN LISTS headers)
        if(NOT IS_DIRECTORY "${include_dir}/${header}")
          concord_forbid_header(screen "${header}")
          concord_forbid_header(screen "Qt${module}/${header}")
        endif()
      endforeach()
    endif()
  endforeach()
endforeach()
foreach(header sqlite3.h libpq-fe.h libpq/libpq-fs.h postgresql/libpq-fe.h mysql.h mysql/mysql.h mariadb/mysql.h sql.h sqlext.h duckdb.h mongoc/mongoc.h ibase.h firebird/Interface.h)
  concord_forbid_header(engine "${header}")
endforeach()

# concord_forbid(<target> screen|engine …): the target's own sources may not include those headers.
function(concord_forbid target)
  foreach(kind IN LISTS ARGN)
    target_include_directories(${target} BEFORE PRIVATE "${CONCORD_FORBIDDEN_DIR}/${kind}")
  endforeach()
endfunction()
