// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/quarantine.h"

/// Findings ↔ rows of the schema "quarantine".
namespace zvt::data {

/// The same finding about the same values has the same id.
[[nodiscard]] std::string quarantineId(const QualityFinding& finding);
/// The columns of a row that the finding itself fills; state and decision are left as they are where the row is there.
[[nodiscard]] storage::RecordTable quarantineTable();
[[nodiscard]] storage::RecordRow quarantineRow(const QualityFinding& finding, bool stored, Timestamp found);
/// @param row a row with quarantineColumns(). Errors: json.*, quality.bad_row.
[[nodiscard]] Result<QuarantineRow> readQuarantineRow(const storage::RecordRow& row);
[[nodiscard]] const std::vector<std::string>& quarantineColumns();

}
