# SPDX-License-Identifier: GPL-3.0-or-later
# concord_add_test(NAME core.error SOURCES tst_error.cpp LIBS concord_core [GUI] [SERVERS postgresql17 mariadb …] [LABELS threads …])
# One Qt Test program and one ctest entry. GUI tests run on the offscreen platform. SERVERS names the real servers
# that the test wants (tests/servers/testservers.h gives them); the fixture in tests/servers starts them once per run.
# Where one of them is missing, the test runs with the others and is reported as skipped, not as passed.
# The tsan preset runs what is labelled "threads": code that has threads, but not Qt's, which ThreadSanitizer cannot follow.
# No test touches the caches and settings of the person who runs it.
set(CONCORD_TEST_HOME "${CMAKE_BINARY_DIR}/tests/home")
file(MAKE_DIRECTORY "${CONCORD_TEST_HOME}")
set(CONCORD_TEST_SERVERS_FILE "${CMAKE_BINARY_DIR}/tests/servers-state/servers.json")

function(concord_add_test)
  cmake_parse_arguments(arg "GUI" "NAME" "SOURCES;LIBS;SERVERS;LABELS" ${ARGN})
  string(REPLACE "." "_" target "tst_${arg_NAME}")
  qt_add_executable(${target} ${arg_SOURCES})
  set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests/bin")
  target_link_libraries(${target} PRIVATE concord_flags Qt6::Test ${arg_LIBS})
  target_include_directories(${target} PRIVATE "${PROJECT_SOURCE_DIR}/tests")
  set(command ${target})
  if(arg_SERVERS)
    target_link_libraries(${target} PRIVATE concord_test_servers)
    list(JOIN arg_SERVERS "," servers)
    set(command "${PROJECT_SOURCE_DIR}/tests/servers/with-servers.sh" "${CONCORD_TEST_SERVERS_FILE}" "${servers}" "$<TARGET_FILE:${target}>")
  endif()
  add_test(NAME ${arg_NAME} COMMAND ${command})
  # Against hanging for ever, not against being slow: sanitizers take their time.
  set(timeout 600)
  if(CONCORD_SANITIZE)
    set(timeout 1500)
  endif()
  set_tests_properties(${arg_NAME} PROPERTIES TIMEOUT ${timeout} ENVIRONMENT
    "QT_QPA_PLATFORM=offscreen;QT_FORCE_STDERR_LOGGING=1;CONCORD_PLUGIN_PATH=${CMAKE_BINARY_DIR}/${CMAKE_INSTALL_LIBDIR}/concord/drivers;XDG_CACHE_HOME=${CONCORD_TEST_HOME}/cache;XDG_CONFIG_HOME=${CONCORD_TEST_HOME}/config;XDG_DATA_HOME=${CONCORD_TEST_HOME}/data")
  if(arg_LABELS)
    set_tests_properties(${arg_NAME} PROPERTIES LABELS "${arg_LABELS}")
  endif()
  if(arg_SERVERS)
    set_tests_properties(${arg_NAME} PROPERTIES FIXTURES_REQUIRED servers SKIP_RETURN_CODE 77)
  endif()
endfunction()
