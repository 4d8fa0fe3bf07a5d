# SPDX-License-Identifier: Apache-2.0
# Language level, warnings, sanitizers, and the tools that make a build faster where they are present.
set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/lib")
set(CMAKE_ARCHIVE_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/lib")
if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  # At -O3 GCC 12 sees a false -Wfree-nonheap-object through std::expected; -O2 is what is tested and measured.
  set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")
endif()

find_program(ZVT_CCACHE ccache)
if(ZVT_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # Precompiled headers need the relaxed checks, see "Precompiled headers" in ccache's manual. Paths below the source
  # folder count from there: a second checkout takes what the first has compiled.
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND};-E;env;CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime;CCACHE_BASEDIR=${CMAKE_SOURCE_DIR};CCACHE_NOHASHDIR=true;${ZVT_CCACHE}")
endif()
find_program(ZVT_MOLD mold)
if(ZVT_MOLD AND CMAKE_SYSTEM_NAME STREQUAL Linux)
  add_link_options(-fuse-ld=mold)
endif()

add_library(zvt_compiler INTERFACE)
if(MSVC)
  target_compile_options(zvt_compiler INTERFACE /W4 /WX /utf-8 /permissive- /Zc:__cplusplus /fp:precise)
  target_compile_definitions(zvt_compiler INTERFACE NOMINMAX WIN32_LEAN_AND_MEAN)
else()
  # -ffp-contract=off: batch and streaming factors must give the same bits (architecture, decision 11).
  target_compile_options(zvt_compiler INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor
    -Woverloaded-virtual -Wcast-align -Werror -ffp-contract=off)
  if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    # GCC 12 reports false -Wrestrict and -Wdangling-reference style positives for std::string.
    target_compile_options(zvt_compiler INTERFACE -Wno-restrict)
    target_compile_options(zvt_compiler INTERFACE -fpch-preprocess)
  else()
    target_compile_options(zvt_compiler INTERFACE -fpch-instantiate-templates -Xclang -fno-pch-timestamp)
    # std::stable_sort of libstdc++ 12 calls a function that it declares deprecated itself.
    target_compile_options(zvt_compiler INTERFACE -Wno-deprecated-declarations)
  endif()
  if(CMAKE_BUILD_TYPE STREQUAL Release OR CMAKE_BUILD_TYPE STREQUAL RelWithDebInfo)
    target_compile_options(zvt_compiler INTERFACE -fstack-protector-strong)
    target_compile_definitions(zvt_compiler INTERFACE _GLIBCXX_ASSERTIONS)
  endif()
endif()

if(ZVT_SANITIZE STREQUAL address)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
elseif(ZVT_SANITIZE STREQUAL thread)
  add_compile_options(-fsanitize=thread -fno-omit-frame-pointer)
  add_link_options(-fsanitize=thread)
elseif(ZVT_SANITIZE)
  message(FATAL_ERROR "ZVT_SANITIZE is '${ZVT_SANITIZE}'; it may be empty, address or thread")
endif()
if(ZVT_COVERAGE)
  add_compile_options(--coverage -fprofile-update=atomic)
  add_link_options(--coverage)
endif()
