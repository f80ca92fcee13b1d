# SPDX-License-Identifier: GPL-3.0-or-later
# A path that climbs out of its own folder would reach another layer past every rule of include directories.
cmake_minimum_required(VERSION 3.30)
file(GLOB_RECURSE sources "${SOURCE}/src/*.h" "${SOURCE}/src/*.cpp" "${SOURCE}/app/*.h" "${SOURCE}/app/*.cpp")
foreach(source IN LISTS sources)
  file(STRINGS "${source}" climbing REGEX "^[ \t]*#[ \t]*include[ \t]*[<\"].*\\.\\./")
  if(climbing)
    message(SEND_ERROR "${source}: ${climbing}")
  endif()
endforeach()
