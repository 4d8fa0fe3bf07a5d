// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/import_service.h"

namespace zvt::data {

/// timestamp=COL,open=COL,… as pairs; empty for "auto". Errors: import.bad_mapping.
[[nodiscard]] Result<std::vector<std::pair<std::string, std::string>>> parseMapping(
    std::string_view text, plugin::ImportContent content);
/// Letters, digits, '_', '-', '.'; at most 40.
[[nodiscard]] bool isProviderName(std::string_view name);
/// A path as UTF-8, for messages and lineage.
[[nodiscard]] std::string pathText(const std::filesystem::path& path);
/// What can be said about options without a file. Errors: import.bad_option, import.no_files.
[[nodiscard]] Result<void> checkOptions(const ImportOptions& options);

}
