# SPDX-License-Identifier: GPL-3.0-or-later
# concord_add_test(NAME core.error SOURCES tst_error.cpp LIBS concord_core [GUI] [PROGRAM tests_core]
#                  [SERVERS postgresql17 mariadb …] [LABELS threads …] [ENVIRONMENT NAME=value …])
# One Qt Test class and one ctest entry, a process of its own. The tests of a folder are one program (tests/testprogram.h);
# PROGRAM names another, for tests that may not be linked with the rest. GUI tests run on the offscreen platform. SERVERS
# names the real servers that the test wants (tests/servers/testservers.h gives them); the fixture in tests/servers starts
# them once per run. Where one of them is missing, the test runs with the others and is reported as skipped, not as passed.
# The tsan preset runs what is labelled "threads": code that has threads, but not Qt's, which ThreadSanitizer cannot follow.
# No test touches the caches and settings of the person who runs it.
set(CONCORD_TEST_HOME "${CMAKE_BINARY_DIR}/tests/home")
file(MAKE_DIRECTORY "${CONCORD_TEST_HOME}")
set(CONCORD_TEST_SERVERS_FILE "${CMAKE_BINARY_DIR}/tests/servers-state/servers.json")

# The program of the tests of this folder, or of `PROGRAM`: made by its first test.
function(concord_test_program target is_gui)
  if(TARGET ${target})
    return()
  endif()
  qt_add_executable(${target} "${PROJECT_SOURCE_DIR}/tests/testprogram.cpp" "${PROJECT_SOURCE_DIR}/tests/testprogram.h")
  set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests/bin")
  target_link_libraries(${target} PRIVATE concord_flags Qt6::Test nlohmann_json::nlohmann_json)
  target_include_directories(${target} PRIVATE "${PROJECT_SOURCE_DIR}/tests")
  target_precompile_headers(${target} PRIVATE "${PROJECT_SOURCE_DIR}/tests/pch.h")
  target_compile_options(${target} PRIVATE $<$<CONFIG:Debug>:-O0>) # tests are built more often than run
  if(is_gui)
    target_compile_definitions(${target} PRIVATE CONCORD_TEST_GUI)
  endif()
endfunction()

function(concord_add_test)
  cmake_parse_arguments(arg "GUI" "NAME;PROGRAM" "SOURCES;LIBS;SERVERS;LABELS;ENVIRONMENT" ${ARGN})
  cmake_path(GET CMAKE_CURRENT_SOURCE_DIR FILENAME folder)
  set(target "tests_${folder}")
  if(arg_PROGRAM)
    set(target ${arg_PROGRAM})
  endif()
  concord_test_program(${target} "${arg_GUI}")
  target_sources(${target} PRIVATE ${arg_SOURCES})
  target_link_libraries(${target} PRIVATE ${arg_LIBS})
  list(GET arg_SOURCES 0 source)
  cmake_path(GET source STEM test)
  set(command ${target} ${test})
  if(arg_SERVERS)
    target_link_libraries(${target} PRIVATE concord_test_servers)
    list(JOIN arg_SERVERS "," servers)
    set(command "${PROJECT_SOURCE_DIR}/tests/servers/with-servers.sh" "${CONCORD_TEST_SERVERS_FILE}" "${servers}" "$<TARGET_FILE:${target}>" ${test})
  endif()
  add_test(NAME ${arg_NAME} COMMAND ${command})
  # Against hanging for ever, not against being slow: sanitizers take their time.
  set(timeout 600)
  if(CONCORD_SANITIZE)
    set(timeout 1500)
  endif()
  math(EXPR of_a_function "${timeout} * 1000") # Qt's own limit is 5 minutes for all data of one function
  set_tests_properties(${arg_NAME} PROPERTIES TIMEOUT ${timeout} ENVIRONMENT
    "QTEST_FUNCTION_TIMEOUT=${of_a_function};QT_QPA_PLATFORM=offscreen;QT_FORCE_STDERR_LOGGING=1;CONCORD_PLUGIN_PATH=${CMAKE_BINARY_DIR}/${CMAKE_INSTALL_LIBDIR}/concord/drivers;XDG_CACHE_HOME=${CONCORD_TEST_HOME}/cache;XDG_CONFIG_HOME=${CONCORD_TEST_HOME}/config;XDG_DATA_HOME=${CONCORD_TEST_HOME}/data")
  if(arg_ENVIRONMENT)
    set_property(TEST ${arg_NAME} APPEND PROPERTY ENVIRONMENT ${arg_ENVIRONMENT})
  endif()
  if(arg_LABELS)
    set_tests_properties(${arg_NAME} PROPERTIES LABELS "${arg_LABELS}")
  endif()
  if(arg_SERVERS)
    set_tests_properties(${arg_NAME} PROPERTIES FIXTURES_REQUIRED servers SKIP_RETURN_CODE 77)
  endif()
endfunction()
