# SPDX-License-Identifier: Apache-2.0
#   zvt_embed_resources(<target> NAMESPACE <name> BASE <folder> FILES …)
# Embeds files in a library of the core: generated/<name>_resources.h declares
#   std::span<const zvt::EmbeddedResource> zvt::resources::<name>();
# Paths are relative to BASE.
function(zvt_embed_resources target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "NAMESPACE;BASE" "FILES")
  set(header "${PROJECT_BINARY_DIR}/generated/${arg_NAMESPACE}_resources.h")
  set(source "${PROJECT_BINARY_DIR}/generated/${arg_NAMESPACE}_resources.cpp")
  set(list "${PROJECT_BINARY_DIR}/generated/${arg_NAMESPACE}_resources.list")
  string(REPLACE ";" "\n" lines "${arg_FILES}")
  file(GENERATE OUTPUT "${list}" CONTENT "${lines}\n")
  set(script "${PROJECT_SOURCE_DIR}/packaging/cmake/embed_resources.cmake")
  add_custom_command(OUTPUT "${source}" "${header}"
    COMMAND "${CMAKE_COMMAND}" -DNAME=${arg_NAMESPACE} "-DBASE=${arg_BASE}" "-DLIST=${list}" "-DHEADER=${header}"
            "-DSOURCE=${source}" -P "${script}"
    DEPENDS ${arg_FILES} "${script}" "${list}" COMMENT "Embedding ${arg_NAMESPACE}" VERBATIM)
  target_sources(${target} PRIVATE "${source}" "${header}")
  set_source_files_properties("${source}" PROPERTIES SKIP_PRECOMPILE_HEADERS ON SKIP_AUTOGEN ON)
  set_source_files_properties("${header}" PROPERTIES SKIP_AUTOGEN ON)
endfunction()
