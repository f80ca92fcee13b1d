# SPDX-License-Identifier: GPL-3.0-or-later
# What is installed for those who write a driver outside of this tree: the core's headers, and a package that find_package() finds. The
# conformance suite comes with the tests (tests/drivers).
include(CMakePackageConfigHelpers)
set(place "${CMAKE_INSTALL_LIBDIR}/cmake/ConcordDriver")
configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/ConcordDriverConfig.cmake.in" "${CMAKE_BINARY_DIR}/ConcordDriverConfig.cmake"
  INSTALL_DESTINATION "${place}" PATH_VARS CMAKE_INSTALL_INCLUDEDIR CMAKE_INSTALL_BINDIR)
write_basic_package_version_file("${CMAKE_BINARY_DIR}/ConcordDriverConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
install(FILES "${CMAKE_BINARY_DIR}/ConcordDriverConfig.cmake" "${CMAKE_BINARY_DIR}/ConcordDriverConfigVersion.cmake" DESTINATION "${place}"
  COMPONENT driver-sdk)
install(DIRECTORY "${PROJECT_SOURCE_DIR}/src/core/" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/concord" COMPONENT driver-sdk FILES_MATCHING PATTERN "*.h")
install(FILES "${PROJECT_SOURCE_DIR}/src/drivers/qtsql/batchwriter.h" "${PROJECT_SOURCE_DIR}/src/drivers/qtsql/batchwriter.cpp"
  DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/concord/qtsql" COMPONENT driver-sdk)
