# SPDX-License-Identifier: Apache-2.0
# Run at build time: writes SOURCE and HEADER with the bytes of every file named in LIST.
file(STRINGS "${LIST}" files)
set(arrays "")
set(table "")
set(index 0)
foreach(file IN LISTS files)
  file(RELATIVE_PATH path "${BASE}" "${file}")
  file(READ "${file}" hex HEX)
  file(SIZE "${file}" size)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
  if(size EQUAL 0)
    set(bytes "0")
  endif()
  string(APPEND arrays "constexpr unsigned char kFile${index}[] = {${bytes}};\n")
  string(APPEND table "    {\"${path}\", std::string_view(reinterpret_cast<const char*>(kFile${index}), ${size})},\n")
  math(EXPR index "${index} + 1")
endforeach()
file(WRITE "${HEADER}" "// Generated. Do not edit.
#pragma once

#include \"core/base/embedded_resource.h\"

#include <span>

namespace zvt::resources {
std::span<const EmbeddedResource> ${NAME}();
}
")
file(WRITE "${SOURCE}" "// Generated. Do not edit.
#include \"${NAME}_resources.h\"

#include <array>

namespace zvt::resources {
namespace {
${arrays}}

std::span<const EmbeddedResource> ${NAME}()
{
  static const std::array<EmbeddedResource, ${index}> files = {{
${table}  }};
  return files;
}
}
")
