# SPDX-License-Identifier: GPL-3.0-or-later
# concord_add_test(NAME core.error SOURCES tst_error.cpp LIBS concord_core [GUI] [SERVERS postgresql17 mariadb …])
# One Qt Test program and one ctest entry. GUI tests run on the offscreen platform. SERVERS names the real servers
# that the test wants; the fixture in tests/servers starts them once per run.
function(concord_add_test)
  cmake_parse_arguments(arg "GUI" "NAME" "SOURCES;LIBS;SERVERS" ${ARGN})
  string(REPLACE "." "_" target "tst_${arg_NAME}")
  qt_add_executable(${target} ${arg_SOURCES})
  set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests/bin")
  target_link_libraries(${target} PRIVATE concord_flags Qt6::Test ${arg_LIBS})
  target_include_directories(${target} PRIVATE "${PROJECT_SOURCE_DIR}/tests")
  add_test(NAME ${arg_NAME} COMMAND ${target})
  set_tests_properties(${arg_NAME} PROPERTIES TIMEOUT 300 ENVIRONMENT "QT_QPA_PLATFORM=offscreen;QT_FORCE_STDERR_LOGGING=1")
  if(arg_SERVERS)
    set_tests_properties(${arg_NAME} PROPERTIES FIXTURES_REQUIRED servers)
  endif()
endfunction()
