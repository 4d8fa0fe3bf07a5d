// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/storage/schema_registry.h"

namespace zvt::storage {

/// One file of resources/schema as it stands, before its base is added.
struct SchemaFile {
  RecordSchema schema;
  std::string base; ///< name of the base whose columns come first; empty: none
  bool isBase = false; ///< only there to be extended; no table
};

/// Errors: json.*, schema.*; context "column".
[[nodiscard]] Result<SchemaFile> readSchemaFile(std::string_view json);
/// Whether a complete schema makes sense: names, key, labels, time column.
[[nodiscard]] Result<void> checkSchema(const RecordSchema& schema);

}
