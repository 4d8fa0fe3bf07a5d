// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/plugin/api/importer.h"

#include <optional>
#include <string_view>

namespace zvt::importer_csv {

/// A file as text, or why it is none.
struct DecodedText {
  std::string_view text; ///< UTF-8 without its byte order mark
  std::string_view encoding = "UTF-8";
  std::optional<plugin::FileProblem> problem; ///< import.empty, import.binary, import.wrong_encoding
};

[[nodiscard]] DecodedText decodeText(std::string_view bytes);

}
