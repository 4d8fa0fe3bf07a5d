// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/storage/data_run.h"
#include "core/storage/record_query.h"
#include "core/storage/schema_registry.h"

#include <string>
#include <string_view>
#include <vector>

/// Records in an archive: a JSON array of values a line, in the order of the columns that the manifest names.
namespace zvt::data {

/// Numbers and bools bare, texts of every kind in quotes, missing null; infinite numbers "inf" and "-inf".
void appendRecordLine(std::string& out, const storage::RecordRow& row);
/// Errors: archive.bad_line.
[[nodiscard]] Result<storage::RecordRow> parseRecordLine(
    std::string_view line, const std::vector<storage::ColumnType>& types);
/// A row of "data_run" with the columns @p columns. Errors: archive.bad_line.
[[nodiscard]] Result<storage::DataRun> runOfRow(const std::vector<std::string>& columns, const storage::RecordRow& row);

}
