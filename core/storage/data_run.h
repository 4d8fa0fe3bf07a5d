// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"

#include <cstdint>
#include <string>

namespace zvt::storage {

/// A write that does not say where its data come from.
inline constexpr std::int32_t kNoRun = -1;
/// The id of a run in chunks and records that do not know where they came from.
inline constexpr std::int64_t kUnknownRun = 0;

/// One piece of work that brought data into the profile: an import, a recorder's step, a repair. Every chunk and record
/// that it wrote points to it. Stored as a row of the schema "data_run".
struct DataRun {
  std::int64_t id = 0; ///< given when it is committed, increasing
  std::string kind; ///< import, record, sample, repair, fix
  std::string schema; ///< "kdata", "corporate_action", …
  std::string entityId; ///< when it is about one only
  std::string level; ///< bars only
  std::string provider;
  std::string source; ///< file or URL
  std::string payloadHash; ///< SHA-256 of the bytes as they came, hexadecimal
  std::int64_t payloadSize = 0; ///< bytes
  std::string transformation; ///< JSON: mapping, unit, zone, label … that turned the bytes into rows
  Timestamp started;
  Timestamp finished;
  std::string actor; ///< who asked for it
  std::string program; ///< version
  std::int64_t rows = 0; ///< stored
  std::int64_t rejected = 0; ///< refused or quarantined
};

}
