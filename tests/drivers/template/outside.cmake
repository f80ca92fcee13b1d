# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what a driver's author needs into an empty folder, builds the template there and runs its conformance.
set(place "${BUILD}/tests/outside")
file(REMOVE_RECURSE "${place}")
foreach(step
    "${CMAKE_COMMAND};--install;${BUILD};--component;driver-sdk;--prefix;${place}/root"
    "${CMAKE_COMMAND};-S;${SOURCE};-B;${place}/build;-G;${GENERATOR};-DCMAKE_CXX_COMPILER=${CXX};-DCMAKE_CXX_FLAGS=${FLAGS};-DCMAKE_PREFIX_PATH=${place}/root"
    "${CMAKE_COMMAND};--build;${place}/build"
    "${CMAKE_CTEST_COMMAND};--test-dir;${place}/build;--output-on-failure")
  execute_process(COMMAND ${step} RESULT_VARIABLE failed)
  if(failed)
    message(FATAL_ERROR "failed: ${step}")
  endif()
endforeach()
