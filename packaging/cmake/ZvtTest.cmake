# SPDX-License-Identifier: Apache-2.0
#   zvt_add_test(tst_<subject> LABELS unit … DEPENDS zvt_… [WIDGETS] [NO_TSAN] [LIBS …] [SOURCES …] [TIMEOUT seconds])
# One Qt Test executable a subject; tst_<subject>.cpp is its first source. Tests always run offscreen, in UTC.
enable_testing()
# Laws (rapidcheck) are tried on the same cases in every run; start a test by itself, or with another RC_PARAMS, to explore.
set(ZVT_TEST_ENVIRONMENT QT_QPA_PLATFORM=offscreen LANG=C.UTF-8 TZ=UTC RC_PARAMS=seed=20190102 "ZVT_FIXTURES=${ZVT_FIXTURES}"
  "ZVT_SOURCE_DIR=${PROJECT_SOURCE_DIR}" "ZVT_BINARY_DIR=${PROJECT_BINARY_DIR}"
  "UBSAN_OPTIONS=print_stacktrace=1" "ASAN_OPTIONS=detect_leaks=1"
  "TSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/support/tsan.supp")
if(ZVT_REQUIRE_FIXTURES)
  list(APPEND ZVT_TEST_ENVIRONMENT ZVT_REQUIRE_FIXTURES=1)
endif()

add_custom_target(zvt_tsan_tests)

# The file names that Qt defines for QFINDTESTDATA differ from test to test and would keep them from sharing a precompiled
# header; tests find their data through tests/support.
set_property(TARGET Qt6::Test PROPERTY INTERFACE_COMPILE_DEFINITIONS QT_TESTLIB_LIB)
set(ZVT_TEST_DEFINITIONS QT_NO_KEYWORDS QT_NO_CAST_FROM_BYTEARRAY)

# What nearly every test includes, compiled once for tests of the core and once for tests of widgets.
function(_zvt_add_test_pch target header)
  add_library(${target} OBJECT "${PROJECT_SOURCE_DIR}/packaging/cmake/pch/${header}.cpp")
  target_precompile_headers(${target} PRIVATE "${PROJECT_SOURCE_DIR}/packaging/cmake/pch/${header}.h")
  target_link_libraries(${target} PRIVATE zvt_compiler fmt::fmt Qt6::Test ${ARGN})
  target_compile_definitions(${target} PRIVATE ${ZVT_TEST_DEFINITIONS})
endfunction()
_zvt_add_test_pch(zvt_pch_tests core_test)
if(ZVT_BUILD_GUI)
  _zvt_add_test_pch(zvt_pch_widget_tests widget_test Qt6::Widgets)
endif()

# tests/support (fixture look-up, temporary profiles) comes with every test.
function(zvt_add_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "WIDGETS;NO_TSAN" "TIMEOUT" "LABELS;DEPENDS;LIBS;SOURCES")
  add_executable(${name} ${name}.cpp ${arg_SOURCES})
  target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}" "${PROJECT_BINARY_DIR}/generated")
  target_link_libraries(${name} PRIVATE zvt_compiler Qt6::Test rapidcheck zvt_tests_support ${arg_DEPENDS} ${arg_LIBS})
  target_compile_definitions(${name} PRIVATE ${ZVT_TEST_DEFINITIONS})
  set_target_properties(${name} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
  if(ZVT_SLIM_TESTS)
    target_link_options(${name} PRIVATE -Wl,--strip-debug)
  endif()
  if(arg_WIDGETS)
    target_link_libraries(${name} PRIVATE Qt6::Widgets)
  endif()
  # zvt_app_workstation brings Qt Network, whose macro does not fit the precompiled headers.
  if(NOT "${arg_DEPENDS}" MATCHES "zvt_app_workstation")
    if(arg_WIDGETS OR "${arg_DEPENDS}" MATCHES "zvt_(widgets|ui)_")
      target_precompile_headers(${name} REUSE_FROM zvt_pch_widget_tests)
    else()
      target_precompile_headers(${name} REUSE_FROM zvt_pch_tests)
    endif()
  endif()
  add_test(NAME ${name} COMMAND ${name})
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 120)
  endif()
  if(ZVT_SANITIZE)
    math(EXPR arg_TIMEOUT "${arg_TIMEOUT} * 5")
  endif()
  # Where several threads meet over one state: these run under the thread sanitizer as well. NO_TSAN is for tests of one
  # thread, and for those that start processes, whose vfork the sanitizer's runtime does not survive.
  if(NOT arg_NO_TSAN AND CMAKE_CURRENT_SOURCE_DIR MATCHES "/tests/core/(storage|trading|data|backtest/host|backtest/live)$")
    list(APPEND arg_LABELS tsan)
    add_dependencies(zvt_tsan_tests ${name})
  endif()
  set_tests_properties(${name} PROPERTIES LABELS "${arg_LABELS}" ENVIRONMENT "${ZVT_TEST_ENVIRONMENT}" TIMEOUT ${arg_TIMEOUT})
endfunction()
