// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/import_service.h"

namespace zvt::data {

/// timestamp=COL,open=COL,… as pairs; empty for "auto". Errors: import.bad_mapping.
[[nodiscard]] Result<std::vector<std::pair<std::string, std::string>>> parseMapping(
    std::string_view text, plugin::ImportContent content);
/// What can be said about options without a file. Errors: import.bad_option, import.no_files.
[[nodiscard]] Result<void> checkOptions(const ImportOptions& options);

}
