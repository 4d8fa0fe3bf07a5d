// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/plugin/api/importer.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace zvt::importer_csv {

/// A file as text, or why it is none.
struct DecodedText {
  std::string_view text; ///< UTF-8 without its byte order mark
  std::string_view encoding = "UTF-8"; ///< that it was converted from
  std::optional<plugin::FileProblem> problem; ///< import.empty, import.binary, import.wrong_encoding
  std::shared_ptr<const std::string> converted; ///< what text points into, where the file is not UTF-8
};

/// Reads UTF-8, UTF-16 with a byte order mark, and GB18030 (thus GBK and GB2312) that looks like Chinese text.
[[nodiscard]] DecodedText decodeText(std::string_view bytes);

}
