// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/record_import.h"
#include "core/storage/schema_registry.h"

#include <QString>

#include <vector>

namespace zvt::ui {

/// What a column of a file can be taken for.
struct ImportRole {
  QString id; ///< as the importer names it; empty: not used
  QString label; ///< translated
};
[[nodiscard]] std::vector<ImportRole> importRoles(plugin::ImportContent content);
/// The columns of a schema, by their labels in the program's language.
[[nodiscard]] std::vector<ImportRole> recordRoles(const storage::RecordSchema& schema);

/// Records in the form in which the dialog shows bars.
[[nodiscard]] Result<data::ImportPreview> previewOfRecords(
    const data::ImportService& importer, const std::filesystem::path& file, const data::RecordImportOptions& options);
[[nodiscard]] Result<data::ImportReport> importOfRecords(
    data::ImportService& importer, const data::RecordImportOptions& options, TaskControl& control);

}
