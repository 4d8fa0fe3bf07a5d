// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/market/entity.h"

#include <filesystem>
#include <string_view>

namespace zvt::data {

/// Reads an entity id or a code. Errors: entity.*.
[[nodiscard]] Result<market::EntityId> readEntity(std::string_view text);
/// The entity that a file's name tells: stock_sz_000001_1d.csv, sz000001_1d.csv, 600000.SH.csv, SH#601003.txt.
/// Errors: import.no_entity_in_name.
[[nodiscard]] Result<market::EntityId> entityFromFileName(const std::filesystem::path& file);
/// An entity that nothing is known of but its id. @p name empty: its code.
[[nodiscard]] market::Entity newEntity(const market::EntityId& id, std::string name);

}
