// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/table_output.h"
#include "app/services/services.h"

#include <map>

namespace zvt::cli {

/// The clock of rows that belong to no exchange.
inline constexpr const char* kDefaultZone = "Asia/Shanghai";

/// Rows of a query on standard output. In a table times are on the clock of the row's exchange; CSV and JSON have what
/// is stored, microseconds since 1970 UTC.
class RecordOutput {
public:
  /// @param query for a table it gets one more column behind the others, the row's security
  static Result<RecordOutput> of(
      app::Services& services, const storage::RecordSchema& schema, storage::RecordQuery& query, Format format);
  void row(storage::RecordRow&& row);
  void finish() { m_output.finish(); }
  [[nodiscard]] bool hasFailed() const { return m_output.hasFailed(); }

private:
  RecordOutput(app::Services& services, TableOutput output, TimeZone zone);
  [[nodiscard]] TimeZone zoneOf(const storage::RecordValue& entityId);

  app::Services& m_services;
  TableOutput m_output;
  TimeZone m_defaultZone;
  std::vector<bool> m_isTime; ///< columns to be shown as times; empty: none
  bool m_hasEntity = false; ///< the last column is only there to find the zone
  std::map<std::string, TimeZone> m_zones; ///< by exchange
};

}
