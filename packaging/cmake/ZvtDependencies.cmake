# SPDX-License-Identifier: Apache-2.0
# Every third-party package, found once. Names per platform: reference table in CONTRIBUTING.md.
find_package(Threads REQUIRED)
find_package(fmt CONFIG REQUIRED)
find_package(spdlog CONFIG REQUIRED)
find_package(nlohmann_json CONFIG REQUIRED)
find_package(date CONFIG REQUIRED)
find_package(TBB CONFIG REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(Lua 5.4 EXACT REQUIRED)
if(NOT TARGET Lua::Lua) # CMake's module tells paths only
  add_library(Lua::Lua INTERFACE IMPORTED)
  set_target_properties(Lua::Lua PROPERTIES INTERFACE_INCLUDE_DIRECTORIES "${LUA_INCLUDE_DIR}" INTERFACE_LINK_LIBRARIES "${LUA_LIBRARIES}")
endif()
find_package(Iconv REQUIRED) # part of glibc and musl; a library of its own elsewhere
find_package(Boost 1.74 REQUIRED)
find_package(CLI11 CONFIG REQUIRED)

if(ZVT_BUILD_GUI)
  set(CMAKE_AUTOMOC OFF)
  find_package(Qt6 6.4 REQUIRED COMPONENTS Core Gui Network Widgets PrintSupport Svg Charts LinguistTools)
  find_package(QCustomPlotQt6 CONFIG QUIET)
  if(NOT QCustomPlotQt6_FOUND)
    find_package(QCustomPlot REQUIRED) # own find module, for ports that export no CMake package
  endif()
endif()
if(ZVT_BUILD_TESTS)
  find_package(Qt6 6.4 REQUIRED COMPONENTS Core Test)
  find_package(rapidcheck CONFIG REQUIRED)
  find_package(ZLIB REQUIRED) # fixtures in zip files
endif()
if(ZVT_BUILD_BENCH)
  find_package(benchmark CONFIG REQUIRED)
endif()
